import type { AdmissionRequest } from '../admission.ts';
import { childOf, fieldsOf, listOf, textOf, type Fields } from '../../../resources/fields.ts';
import { fill } from './fill.ts';

/** Defaults of pkg/apis/core/v1/defaults.go for the spec of a pod or of a template. */
export function fillPodSpec(spec: Fields): void {
  fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  if (typeof spec.serviceAccountName === 'string') fill(spec, { serviceAccount: spec.serviceAccountName });
  for (const container of [...listOf(spec.containers), ...listOf(spec.initContainers)]) fillContainer(container);
  for (const volume of listOf(spec.volumes)) fillVolume(volume);
}

function fillContainer(container: Fields): void {
  fill(container, {
    imagePullPolicy: hasLatestTag(textOf(container.image)) ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of listOf(container.ports)) fill(port, { protocol: 'TCP' });
  for (const variable of listOf(container.env)) {
    const reference = fieldsOf(fieldsOf(variable.valueFrom)?.fieldRef);
    if (reference) fill(reference, { apiVersion: 'v1' });
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) fillProbe(fieldsOf(container[name]));
  const lifecycle = fieldsOf(container.lifecycle);
  for (const hook of ['postStart', 'preStop']) fillHttpGet(fieldsOf(fieldsOf(lifecycle?.[hook])?.httpGet));
}

function fillProbe(probe: Fields | undefined): void {
  if (!probe) return;
  for (const [field, value] of [
    ['failureThreshold', 3],
    ['periodSeconds', 10],
    ['successThreshold', 1],
    ['timeoutSeconds', 1],
  ] as const) {
    if (probe[field] === undefined || probe[field] === 0) probe[field] = value;
  }
  fillHttpGet(fieldsOf(probe.httpGet));
}

function fillHttpGet(action: Fields | undefined): void {
  if (action) fill(action, { path: '/', scheme: 'HTTP' });
}

function fillVolume(volume: Fields): void {
  if (Object.keys(volume).every((field) => field === 'name')) volume.emptyDir = {};
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const found = fieldsOf(volume[source]);
    if (found) fill(found, { defaultMode: 420 });
  }
  const hostPath = fieldsOf(volume.hostPath);
  if (hostPath && hostPath.type === undefined) hostPath.type = '';
}

/** No tag and no digest means `latest`. */
function hasLatestTag(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

/** What only a pod gets, not a template: requests from limits, links, tolerations, its first status. */
export function fillPod({ operation, object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  fillPodSpec(spec);
  for (const container of [...listOf(spec.containers), ...listOf(spec.initContainers)]) {
    const limits = fieldsOf(fieldsOf(container.resources)?.limits);
    if (limits) fill(childOf(childOf(container, 'resources'), 'requests'), limits);
  }
  if (operation !== 'CREATE') return;
  fill(spec, { enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority', serviceAccountName: 'default' });
  fill(spec, { serviceAccount: spec.serviceAccountName, priority: 0, tolerations: DEFAULT_TOLERATIONS });
  object.status = { phase: 'Pending', qosClass: qosClassOf(spec) };
}

const DEFAULT_TOLERATIONS = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

function qosClassOf(spec: Fields): string {
  const resources = [...listOf(spec.containers), ...listOf(spec.initContainers)].map(({ resources: given }) => ({
    requests: fieldsOf(fieldsOf(given)?.requests) ?? {},
    limits: fieldsOf(fieldsOf(given)?.limits) ?? {},
  }));
  const kinds = ['cpu', 'memory'] as const;
  if (resources.every(({ requests, limits }) => kinds.every((kind) => !(kind in requests) && !(kind in limits)))) {
    return 'BestEffort';
  }
  const guaranteed = resources.every(({ requests, limits }) =>
    kinds.every((kind) => kind in limits && textOf(requests[kind] ?? limits[kind]) === textOf(limits[kind])),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
