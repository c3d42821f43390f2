import { expect, test } from 'vitest';
import { judgeProbe } from '../doctor/probe-nodes.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { judgeRoot, proveRoot } from './prove-root.ts';

const COMMIT = '0123456789012345678901234567890123456789';
const application = (status: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'root-app' },
  status,
});

test.each([
  ['compared with a commit', { sync: { status: 'Synced', revision: COMMIT } }, { revision: COMMIT, problem: '' }],
  ['not looked at yet', {}, { problem: '' }],
  ['still to be synced', { sync: { status: 'OutOfSync', revision: COMMIT } }, { problem: '' }],
  ['a branch is no commit', { sync: { status: 'Synced', revision: 'main' } }, { problem: '' }],
  [
    'an error outranks what was seen before',
    { sync: { status: 'Synced', revision: COMMIT }, conditions: [{ type: 'ComparisonError', message: 'no auth' }] },
    { problem: 'no auth' },
  ],
  [
    'a warning is none',
    { sync: { status: 'Synced', revision: COMMIT }, conditions: [{ type: 'SharedResourceWarning', message: 'x' }] },
    { revision: COMMIT, problem: '' },
  ],
])('root-app: %s', (_, status, expected) => {
  expect(judgeRoot(application(status))).toEqual(expected);
});

test('Argo CD that does not look at root-app is told, with what to look at', async () => {
  const asked: unknown[] = [];
  const delivery = {
    namespace: 'gitops',
    refresh: async (application: string, { timeoutMs }: { timeoutMs: number }) => {
      asked.push([application, timeoutMs]);
      return false;
    },
  } as Partial<Engine['delivery']>;
  const context = { clock: { now: () => 0 }, signal: new AbortController().signal } as unknown as Context;
  const proof = proveRoot(context, {} as Lounge, { delivery } as Engine, { forHostKey: false });
  await expect(proof).rejects.toMatchObject({
    code: 'ARGOCD_SILENT',
    parameters: { namespace: 'gitops', application: 'root-app', seconds: 20 },
  });
  expect(asked).toEqual([['root-app', 20_000]]);
});

const pod = (status: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'lounge-probe' },
  spec: { nodeName: 'node-1' },
  status,
});
const waiting = (reason: string, message?: string) => ({
  containerStatuses: [{ state: { waiting: { reason, message } } }],
});

test.each([
  ['running', { containerStatuses: [{ imageID: 'r/i@sha256:1', state: { running: {} } }] }, { kind: 'pulled' }],
  [
    'ended at once',
    { containerStatuses: [{ imageID: 'r/i@sha256:1', state: { terminated: {} } }] },
    { kind: 'pulled' },
  ],
  ['pulled, and cannot run', waiting('CreateContainerConfigError', 'non-root'), { kind: 'pulled' }],
  ['refused', waiting('ErrImagePull', '401'), { kind: 'failed', node: 'node-1', problem: '401' }],
  [
    'refused in many words',
    waiting('ErrImagePull', `${'failed to '.repeat(60)}: connection refused`),
    { kind: 'failed', node: 'node-1', problem: expect.stringMatching(/^….*connection refused$/) },
  ],
  [
    'waiting for another try',
    waiting('ImagePullBackOff'),
    { kind: 'failed', node: 'node-1', problem: 'ImagePullBackOff' },
  ],
  ['being pulled', waiting('ContainerCreating'), { kind: 'open', problem: 'ContainerCreating' }],
  [
    'no room',
    { conditions: [{ message: '0/1 nodes are available' }] },
    { kind: 'open', problem: '0/1 nodes are available' },
  ],
])('a probe: %s', (_, status, expected) => {
  expect(judgeProbe(pod(status))).toEqual(expected);
});
