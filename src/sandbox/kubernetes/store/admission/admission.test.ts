import { beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../../platform/clock.ts';
import { createObjectStore, type OpenObjectStore } from '../memory-store.ts';
import type { KubernetesObject } from '../object-store.ts';

let store: OpenObjectStore;
beforeEach(async () => {
  store = await createObjectStore({ clock: systemClock });
});

type Spec = Record<string, unknown>;
const container = { name: 'web', image: 'web:1' };

function object(kind: string, spec: Spec, more: Partial<KubernetesObject> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'web', namespace: 'default' }, spec, ...more };
}

function deployment(change: Spec = {}, pod: Spec = {}): KubernetesObject {
  return object('Deployment', {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container], ...pod } },
    ...change,
  });
}

const job = (image: string): KubernetesObject =>
  object('Job', { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }] } } });
const withContainer = (change: Spec): KubernetesObject => deployment({}, { containers: [{ ...container, ...change }] });
const stateful = (serviceName: string): KubernetesObject => ({ ...deployment({ serviceName }), kind: 'StatefulSet' });

test.each<[string, KubernetesObject, string]>([
  ['no containers', deployment({}, { containers: [] }), 'spec.template.spec.containers: Required value'],
  [
    'a selector that finds other pods',
    deployment({ selector: { matchLabels: { app: 'other' } } }),
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  ],
  [
    'an empty selector',
    deployment({ selector: {} }),
    'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
  ],
  ['no image', withContainer({ image: undefined }), 'spec.template.spec.containers[0].image: Required value'],
  [
    'the same name twice',
    deployment({}, { containers: [container, container] }),
    'spec.template.spec.containers[1].name: Duplicate value: "web"',
  ],
  [
    'a port out of range',
    withContainer({ ports: [{ containerPort: 70_000 }] }),
    'spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
  ],
  [
    'a probe without a handler',
    withContainer({ readinessProbe: {} }),
    'spec.template.spec.containers[0].readinessProbe: Required value: must specify a handler type',
  ],
  [
    'a mount of no volume',
    withContainer({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
    'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
  ],
  [
    'more requested than allowed',
    withContainer({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
    'spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
  ],
  [
    'a Deployment that does not restart',
    deployment({}, { restartPolicy: 'Never' }),
    'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
  ],
  [
    'nothing to roll with',
    deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
  ],
  [
    'replicas below zero',
    deployment({ replicas: -1 }),
    'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  ['a Service without ports', object('Service', {}), 'spec.ports: Required value'],
  [
    'a Job that always restarts',
    object('Job', { template: { spec: { containers: [container] } } }),
    'spec.template.spec.restartPolicy: Unsupported value: "Always": supported values: "OnFailure", "Never"',
  ],
  [
    'a key that is no file name',
    object('ConfigMap', {}, { data: { 'a/b': '1' } }),
    'a valid config key must consist of',
  ],
  [
    'a Service named with a digit first',
    object('Service', { ports: [{ port: 80 }] }, { metadata: { name: '1web', namespace: 'default' } }),
    'a DNS-1035 label must consist of',
  ],
])('refuses %s', (_, given, words) => {
  expect(() => store.create(given)).toThrow(words);
  expect(() => store.create(given)).toThrow(/ is invalid: /);
});

test.each<[string, KubernetesObject, KubernetesObject, string]>([
  [
    'a Deployment selector',
    deployment(),
    deployment({
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [container] } },
    }),
    'spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable',
  ],
  ['a Job template', job('a:1'), job('a:2'), 'field is immutable'],
  [
    'a StatefulSet service',
    stateful('a'),
    stateful('b'),
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas'",
  ],
  [
    'a cluster address',
    object('Service', { ports: [{ port: 80 }] }),
    object('Service', { ports: [{ port: 80 }], clusterIP: '10.96.0.77' }),
    'spec.clusterIPs[0]: Invalid value: ["10.96.0.77"]: may not change once set',
  ],
  [
    'the command of a pod',
    object('Pod', { containers: [container] }),
    object('Pod', { containers: [{ ...container, command: ['x'] }] }),
    'spec: Forbidden: pod updates may not change fields other than',
  ],
  [
    'a sealed ConfigMap',
    object('ConfigMap', {}, { immutable: true, data: { a: '1' } }),
    object('ConfigMap', {}, { immutable: true, data: { a: '2' } }),
    'data: Forbidden: field is immutable when `immutable` is set',
  ],
])('does not let an update change %s', (_, first, second, words) => {
  const created = store.create(first);
  const merged =
    first.kind === 'Job' || first.kind === 'Pod'
      ? { ...created, spec: { ...(created.spec as Spec), ...(second.spec as Spec) } }
      : second;
  expect(() => store.update({ ...merged, metadata: created.metadata })).toThrow(words);
});

test('status, labels and a no-op leave the generation, the spec bumps it', () => {
  const created = store.create(deployment());
  expect(created.metadata.generation).toBe(1);
  const labelled = store.update({ ...created, metadata: { ...created.metadata, labels: { a: 'b' } } });
  const observed = store.updateStatus({ ...labelled, status: { replicas: 1 } });
  expect(observed.metadata.generation).toBe(1);
  expect(store.update({ ...observed, status: { replicas: 9 } })).toBe(observed);
  const scaled = store.update({ ...observed, spec: { ...(observed.spec as Spec), replicas: 3 } });
  expect(scaled.metadata.generation).toBe(2);
  expect(scaled.status).toEqual({ replicas: 1 });
});

test('a quota refuses the pod that goes over it, and the one that does not say how much it wants', () => {
  store.create(
    object(
      'ResourceQuota',
      { hard: { pods: '2', 'requests.cpu': '1' } },
      { metadata: { name: 'small', namespace: 'default' } },
    ),
  );
  const pod = (name: string, cpu?: string): KubernetesObject => ({
    ...object('Pod', { containers: [{ ...container, resources: cpu === undefined ? {} : { requests: { cpu } } }] }),
    metadata: { name, namespace: 'default' },
  });
  store.create(pod('a', '600m'));
  expect(() => store.create(pod('b', '0.5'))).toThrow(
    'pods "b" is forbidden: exceeded quota: small, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
  );
  expect(() => store.create(pod('c'))).toThrow(
    'pods "c" is forbidden: failed quota: small: must specify requests.cpu for: web',
  );
  store.create(pod('d', '400m'));
  expect(() => store.create(pod('e', '1m'))).toThrow(
    /exceeded quota: small, requested: pods=1,requests.cpu=1m, used: pods=2,requests.cpu=1/,
  );
  store.remove('Pod', 'default', 'a');
  store.create(pod('e', '1m'));
});

test('a LimitRange fills in and bounds', () => {
  const limits = [{ type: 'Container', default: { memory: '64Mi' }, max: { memory: '128Mi' } }];
  store.create(object('LimitRange', { limits }, { metadata: { name: 'l', namespace: 'default' } }));
  const created = store.create(object('Pod', { containers: [container] }));
  expect(created.spec).toMatchObject({
    containers: [{ resources: { limits: { memory: '64Mi' }, requests: { memory: '64Mi' } } }],
  });
  const large = {
    ...object('Pod', { containers: [{ ...container, resources: { limits: { memory: '1Gi' } } }] }),
    metadata: { name: 'large', namespace: 'default' },
  };
  expect(() => store.create(large)).toThrow(
    'pods "large" is forbidden: maximum memory usage per Container is 128Mi, but limit is 1Gi',
  );
});

test('a namespace on its way out takes nothing more and goes when it is finalized', () => {
  const space = store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  expect(space).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
  const going = store.remove('Namespace', undefined, 'shop');
  expect(going?.status).toEqual({ phase: 'Terminating' });
  const late = object('ConfigMap', {}, { metadata: { name: 'late', namespace: 'shop' } });
  expect(() => store.create(late)).toThrow(
    'unable to create new content in namespace shop because it is being terminated',
  );
  if (going) store.update({ ...going, spec: { finalizers: [] } });
  expect(store.get('Namespace', undefined, 'shop')).toBeUndefined();
  expect(() => store.remove('Namespace', undefined, 'default')).toThrow('this namespace may not be deleted');
});

test('a pod on a node goes gracefully, one without goes at once', () => {
  store.create(object('Pod', { containers: [container], nodeName: 'n1', terminationGracePeriodSeconds: 5 }));
  const going = store.remove('Pod', 'default', 'web');
  expect(going?.metadata).toMatchObject({ deletionGracePeriodSeconds: 5 });
  expect(store.remove('Pod', 'default', 'web')).toBe(going);
  store.remove('Pod', 'default', 'web', { graceSeconds: 0 });
  expect(store.get('Pod', 'default', 'web')).toBeUndefined();
  store.create(object('Pod', { containers: [container] }));
  store.remove('Pod', 'default', 'web');
  expect(store.get('Pod', 'default', 'web')).toBeUndefined();
});
