import { expect, test } from 'vitest';
import type { Fields } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { humanDuration } from './human-duration.ts';
import { tableOfKind } from './index.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');

test.each([
  [-5000, '<invalid>'],
  [-500, '0s'],
  [0, '0s'],
  [119_000, '119s'],
  [120_000, '2m'],
  [125_000, '2m5s'],
  [3_600_000, '60m'],
  [3 * 3_600_000, '3h'],
  [7.5 * 3_600_000, '7h30m'],
  [47 * 3_600_000, '47h'],
  [50 * 3_600_000, '2d2h'],
  [400 * 86_400_000, '400d'],
  [800 * 86_400_000, '2y70d'],
])('%d ms is %s', (ms, expected) => {
  expect(humanDuration(ms)).toBe(expected);
});

function pod(status: Fields, more: { spec?: Fields; metadata?: Fields } = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', creationTimestamp: '2026-01-01T00:59:00Z', ...more.metadata },
    spec: { containers: [{ name: 'a' }], ...more.spec },
    status,
  };
}

const waiting = (reason: string): Fields => ({ state: { waiting: { reason } } });
const ended = (exitCode: number, reason?: string): Fields => ({
  state: { terminated: { exitCode, ...(reason ? { reason } : {}) } },
});
const running = { ready: true, restartCount: 0, state: { running: {} } };
const restarted = { ...running, restartCount: 3, lastState: { terminated: { finishedAt: '2026-01-01T00:58:00Z' } } };

test.each<[string, KubernetesObject, string[]]>([
  ['pending', pod({ phase: 'Pending' }), ['0/1', 'Pending', '0']],
  ['running', pod({ phase: 'Running', containerStatuses: [running] }), ['1/1', 'Running', '0']],
  ['restarted', pod({ phase: 'Running', containerStatuses: [restarted] }), ['1/1', 'Running', '3 (2m ago)']],
  [
    'pull back-off',
    pod({ phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff')] }),
    ['0/1', 'ImagePullBackOff', '0'],
  ],
  [
    'crash loop',
    pod({ phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff')] }),
    ['0/1', 'CrashLoopBackOff', '0'],
  ],
  ['completed', pod({ phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')] }), ['0/1', 'Completed', '0']],
  ['exit code', pod({ phase: 'Failed', containerStatuses: [ended(3)] }), ['0/1', 'ExitCode:3', '0']],
  [
    'terminating',
    pod({ phase: 'Running', containerStatuses: [running] }, { metadata: { deletionTimestamp: 'x' } }),
    ['1/1', 'Terminating', '0'],
  ],
  [
    'init',
    pod(
      { phase: 'Pending', initContainerStatuses: [ended(0), waiting('PodInitializing')] },
      { spec: { initContainers: [{}, {}] } },
    ),
    ['0/1', 'Init:1/2', '0'],
  ],
  [
    'init crash',
    pod({ phase: 'Pending', initContainerStatuses: [waiting('CrashLoopBackOff')] }, { spec: { initContainers: [{}] } }),
    ['0/1', 'Init:CrashLoopBackOff', '0'],
  ],
  [
    'sidecar',
    pod(
      {
        phase: 'Running',
        conditions: [{ type: 'Initialized', status: 'True' }],
        initContainerStatuses: [{ ...running, name: 's', started: true }],
        containerStatuses: [running],
      },
      { spec: { initContainers: [{ name: 's', restartPolicy: 'Always' }] } },
    ),
    ['2/2', 'Running', '0'],
  ],
])('a pod: %s', (_, object, [ready, status, restarts]) => {
  const cells = tableOfKind('Pod').cells(object, NOW);
  expect(cells.slice(0, 5)).toEqual(['p', ready, status, restarts, '60s']);
});

test('every table has as many cells as columns, for an object that has nothing', () => {
  for (const kind of [
    'Pod',
    'Deployment',
    'Job',
    'CronJob',
    'Service',
    'Event',
    'Node',
    'ResourceQuota',
    'EndpointSlice',
    'Application',
    'Secret',
    'DaemonSet',
    'StatefulSet',
    'ReplicaSet',
    'PersistentVolumeClaim',
    'RoleBinding',
    'Unknown',
  ]) {
    const table = tableOfKind(kind);
    expect([kind, table.cells({ apiVersion: 'v1', kind, metadata: { name: 'x' } }, NOW).length]).toEqual([
      kind,
      table.columns.length,
    ]);
  }
});
