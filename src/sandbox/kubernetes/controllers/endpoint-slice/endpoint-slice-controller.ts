import type { Controller, KubernetesObject } from '../../store/object-store.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { equalJson } from '../../store/json.ts';
import { controlLoop, keyOf, own, splitKey } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { selects } from '../objects/label-selector.ts';
import { controllerReference } from '../objects/owner-references.ts';
import type { Pod } from '../objects/pod.ts';
import {
  endpointsOfService,
  portsKey,
  type Endpoint,
  type EndpointGroup,
  type EndpointPort,
} from './endpoints-of-service.ts';
import type { Service } from './service.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';
const SERVICE_NAME = 'kubernetes.io/service-name';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

interface EndpointSlice extends KubernetesObject {
  endpoints?: readonly Endpoint[];
  ports?: readonly EndpointPort[];
}

/** Says which pods stand behind a Service that has a selector. */
export function endpointSliceController(context: ControllerContext): Controller {
  const { store } = context;
  const selecting = (pod: KubernetesObject | undefined): string[] =>
    pod
      ? (store.list('Service', { namespace: pod.metadata.namespace ?? '' }) as Service[])
          .filter((service) => matches(service, pod))
          .map(keyOf)
      : [];
  return controlLoop(context, {
    name: 'endpointslice',
    sources: [
      own('Service'),
      { kind: 'Pod', keys: (pod, previous) => [...selecting(pod), ...selecting(previous)] },
      {
        kind: 'EndpointSlice',
        keys: ({ metadata }) => {
          const service = metadata.labels?.[SERVICE_NAME];
          return service !== undefined && metadata.labels?.[MANAGED_BY] === MANAGER
            ? [`${metadata.namespace}/${service}`]
            : [];
        },
      },
    ],
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const service = store.get('Service', namespace, name) as Service | undefined;
      if (service && service.metadata.deletionTimestamp === undefined) reconcile(context, service);
    },
  });
}

function matches({ spec }: Service, pod: KubernetesObject): boolean {
  if (spec.type === 'ExternalName' || Object.keys(spec.selector ?? {}).length === 0) return false;
  return selects({ matchLabels: spec.selector ?? {} }, pod);
}

function reconcile(context: ControllerContext, service: Service): void {
  if (Object.keys(service.spec.selector ?? {}).length === 0 || service.spec.type === 'ExternalName') return;
  const { store } = context;
  const namespace = service.metadata.namespace ?? '';
  const pods = (store.list('Pod', { namespace }) as Pod[]).filter((pod) => matches(service, pod));
  const labels = { [SERVICE_NAME]: service.metadata.name, [MANAGED_BY]: MANAGER };
  const spare = store.list('EndpointSlice', { namespace, labels }) as EndpointSlice[];
  const groups = endpointsOfService(service, pods);
  // With nothing behind the Service one empty slice stays, so that watchers see that there is nothing.
  const unmet = (groups.length > 0 ? groups : [{ ports: [], endpoints: [] }]).filter((group) => {
    const index = spare.findIndex((slice) => portsKey(slice.ports ?? []) === portsKey(group.ports));
    const [same] = index < 0 ? [] : spare.splice(index, 1);
    if (same) write(context, service, same, group);
    return !same;
  });
  for (const group of unmet) {
    const reused = spare.shift();
    if (reused) write(context, service, reused, group);
    else store.create(sliceOf(service, group, triggerTime(service, pods)));
  }
  for (const slice of spare) store.remove('EndpointSlice', namespace, slice.metadata.name);
}

function write(
  { store, clock }: ControllerContext,
  service: Service,
  slice: EndpointSlice,
  group: EndpointGroup,
): void {
  const { endpoints: before = [], ports: _, ...rest } = slice;
  const order = new Map(before.map((endpoint, index) => [endpoint.targetRef.uid, index]));
  const rank = (endpoint: Endpoint): number => order.get(endpoint.targetRef.uid) ?? before.length;
  const endpoints = group.endpoints.toSorted((left, right) => rank(left) - rank(right));
  const labels = { ...slice.metadata.labels, ...labelsOf(service) };
  const same = equalJson(endpoints, before) && equalJson(group.ports, slice.ports ?? []);
  if (same && equalJson(labels, slice.metadata.labels)) return;
  const annotations = { ...slice.metadata.annotations, [TRIGGER_TIME]: timestamp(clock.now()) };
  store.update({
    ...rest,
    metadata: { ...slice.metadata, labels, annotations },
    ...contentOf({ ...group, endpoints }),
  });
}

function sliceOf(service: Service, group: EndpointGroup, trigger: string | undefined): KubernetesObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${service.metadata.name}-`,
      namespace: service.metadata.namespace ?? '',
      labels: labelsOf(service),
      ...(trigger === undefined ? {} : { annotations: { [TRIGGER_TIME]: trigger } }),
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ...contentOf(group),
  };
}

/** An empty list is left out: the real one writes `null`. */
function contentOf({ endpoints, ports }: EndpointGroup): Partial<EndpointSlice> {
  return { ...(endpoints.length > 0 ? { endpoints } : {}), ...(ports.length > 0 ? { ports } : {}) };
}

function labelsOf(service: Service): Record<string, string> {
  return {
    [MANAGED_BY]: MANAGER,
    [SERVICE_NAME]: service.metadata.name,
    ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

function triggerTime(service: Service, pods: readonly Pod[]): string | undefined {
  const times = [service, ...pods].flatMap(({ metadata }) => metadata.creationTimestamp ?? []);
  return times.toSorted().at(-1);
}
