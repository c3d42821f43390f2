import { expect, test } from 'vitest';
import { resourceHealth } from './resource-health.ts';

const object = (
  apiVersion: string,
  kind: string,
  fields: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
) => ({
  apiVersion,
  kind,
  metadata: { name: 'x', generation: 2, ...metadata },
  ...fields,
});
const deployment = (spec: object, status: object) =>
  object('apps/v1', 'Deployment', { spec, status: { observedGeneration: 2, ...status } });
const done = { replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
const job = (...conditions: object[]) => object('batch/v1', 'Job', { status: { conditions } });
const pod = (restartPolicy: string, status: object, annotations = {}) =>
  object('v1', 'Pod', { spec: { restartPolicy }, status }, { annotations });
const waiting = (reason: string) => ({
  containerStatuses: [{ name: 'c', state: { waiting: { reason, message: 'why' } } }],
});

test.each([
  ['rolled out', deployment({ replicas: 1 }, done), 'Healthy', undefined],
  ['paused', deployment({ replicas: 1, paused: true }, done), 'Suspended', 'Deployment is paused'],
  [
    'not observed',
    deployment({ replicas: 1 }, { ...done, observedGeneration: 1 }),
    'Progressing',
    'observed deployment generation less',
  ],
  [
    'past its deadline',
    deployment({ replicas: 1 }, { conditions: [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded' }] }),
    'Degraded',
    'Deployment "x" exceeded its progress deadline',
  ],
  [
    'old replicas',
    deployment({ replicas: 1 }, { ...done, replicas: 2 }),
    'Progressing',
    '1 old replicas are pending termination',
  ],
  [
    'not available',
    deployment({ replicas: 1 }, { ...done, availableReplicas: 0 }),
    'Progressing',
    '0 of 1 updated replicas are available',
  ],
  ['replicas: 0', deployment({ replicas: 0 }, {}), 'Healthy', undefined],
  ['hostile status', deployment({ replicas: 'many' }, { conditions: 7, replicas: {} }), 'Healthy', undefined],
  ['no status at all', object('apps/v1', 'Deployment'), 'Progressing', undefined],
  [
    'a set that is being updated',
    object('apps/v1', 'StatefulSet', {
      spec: { replicas: 1, updateStrategy: { type: 'RollingUpdate' } },
      status: { observedGeneration: 2, readyReplicas: 1, updateRevision: 'b', currentRevision: 'a' },
    }),
    'Progressing',
    'at revision b',
  ],
  [
    'a set with a partition',
    object('apps/v1', 'StatefulSet', {
      spec: { replicas: 1, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      status: { observedGeneration: 2, readyReplicas: 1 },
    }),
    'Healthy',
    'partitioned roll out complete',
  ],
  ['a job that runs', job(), 'Progressing', undefined],
  ['a job that ended', job({ type: 'Complete', status: 'True', message: 'ok' }), 'Healthy', 'ok'],
  ['a job that failed', job({ type: 'Failed', status: 'True', message: 'no' }), 'Degraded', 'no'],
  ['a job that waits', job({ type: 'Suspended', status: 'True' }), 'Suspended', undefined],
  [
    'a job that was resumed and runs: Healthy, as in Argo CD',
    job({ type: 'Suspended', status: 'False' }),
    'Healthy',
    undefined,
  ],
  ['a CronJob never run', object('batch/v1', 'CronJob', { status: {} }), 'Healthy', 'has not been scheduled yet'],
  ['a pod that cannot pull', pod('Always', { phase: 'Pending', ...waiting('ErrImagePull') }), 'Degraded', 'why'],
  [
    'a job pod that cannot pull',
    pod('Never', { phase: 'Pending', ...waiting('ErrImagePull') }),
    'Progressing',
    undefined,
  ],
  [
    'a ready pod',
    pod('Always', { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
    'Healthy',
    undefined,
  ],
  [
    'a pod that died before',
    pod('Always', {
      phase: 'Running',
      containerStatuses: [{ name: 'c', state: {}, lastState: { terminated: { exitCode: 1 } } }],
    }),
    'Degraded',
    undefined,
  ],
  [
    'a failed pod',
    pod('Never', { phase: 'Failed', containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 3 } } }] }),
    'Degraded',
    'container "c" failed with exit code 3',
  ],
  ['a Service', object('v1', 'Service', { spec: {} }), 'Healthy', undefined],
  [
    'a Service that waits for its balancer',
    object('v1', 'Service', { spec: { type: 'LoadBalancer' } }),
    'Progressing',
    undefined,
  ],
  ['a claim', object('v1', 'PersistentVolumeClaim', { status: { phase: 'Bound' } }), 'Healthy', undefined],
  [
    'a prototype name as phase',
    object('v1', 'PersistentVolumeClaim', { status: { phase: 'constructor' } }),
    'Unknown',
    undefined,
  ],
  ['a ConfigMap', object('v1', 'ConfigMap'), undefined, undefined],
  [
    'a child Application',
    object('argoproj.io/v1alpha1', 'Application', { status: { health: { status: 'Degraded' } } }),
    undefined,
    undefined,
  ],
  [
    'what is being deleted',
    object('v1', 'ConfigMap', {}, { deletionTimestamp: 'now', finalizers: ['f'] }),
    'Progressing',
    'Pending deletion; blocked by finalizers: f',
  ],
])('%s', (_, input, status, message) => {
  const health = resourceHealth(input);
  expect(health?.status).toBe(status);
  if (message !== undefined) expect(health?.message).toContain(message);
});
