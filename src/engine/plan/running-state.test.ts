import { expect, it } from 'vitest';
import { runningState, type Observed } from './running-state.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const pod = (over: { ready?: string; restartCount?: number; imageID?: string } = {}) => ({
  metadata: { name: 'web-1' },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: over.ready ?? 'True' }],
    containerStatuses: [
      { name: 'web', restartCount: over.restartCount ?? 0, imageID: over.imageID ?? `registry/web@${digest}` },
    ],
  },
});
const ended = {
  metadata: { name: 'report-1' },
  status: {
    phase: 'Succeeded',
    containerStatuses: [{ name: 'web', restartCount: 0, imageID: `registry/web@sha256:${'b'.repeat(64)}` }],
  },
};
const withSidecar = (own: string) => {
  const { metadata, status } = pod({ imageID: `registry/web@${own}` });
  const sidecar = { name: 'proxy', restartCount: 0, imageID: `other/proxy@sha256:${'c'.repeat(64)}` };
  return {
    metadata,
    spec: {
      containers: [
        { name: 'proxy', image: 'other/proxy:1' },
        { name: 'web', image: 'registry/web:v1' },
      ],
    },
    status: { ...status, containerStatuses: [sidecar, ...status.containerStatuses] },
  };
};
const application = (sync: string, health: string) => ({
  status: { sync: { status: sync }, health: { status: health } },
});
const good: Observed = {
  application: application('Synced', 'Healthy'),
  pods: [pod()],
  digests: [digest],
  replicas: 1,
  endpoint: 200,
};

it.each<[string, Partial<Observed>, string, string[]]>([
  ['all as proven', {}, 'good', []],
  ['no pods', { pods: [] }, 'degraded', ['NO_PODS']],
  ['a pod that is not ready', { pods: [pod({ ready: 'False' })] }, 'degraded', ['NOT_READY']],
  [
    'another digest',
    { pods: [pod({ imageID: `registry/web@sha256:${'b'.repeat(64)}` })] },
    'degraded',
    ['OTHER_DIGEST'],
  ],
  ['restarts', { pods: [pod({ restartCount: 2 })] }, 'degraded', ['RESTARTS']],
  ['out of sync', { application: application('OutOfSync', 'Healthy') }, 'degraded', ['OUT_OF_SYNC']],
  ['a dead health path', { endpoint: 503 }, 'degraded', ['ENDPOINT']],
  ['a run of yesterday that has ended', { pods: [pod(), ended], image: 'registry/web' }, 'good', []],
  ['a sidecar before the service’s own container', { pods: [withSidecar(digest)], image: 'registry/web' }, 'good', []],
  [
    'another digest behind a sidecar',
    { pods: [withSidecar(`sha256:${'b'.repeat(64)}`)], image: 'registry/web' },
    'degraded',
    ['OTHER_DIGEST'],
  ],
  ['nothing seen at all', { application: undefined, pods: [], endpoint: undefined }, 'unknown', ['NO_PODS']],
  ['hostile objects are not seen', { pods: [null, 3, { metadata: [] }], replicas: 0, endpoint: undefined }, 'good', []],
])('%s', (_name, over, state, problems) => {
  const found = runningState({ ...good, ...over });
  expect(found.state).toBe(state);
  expect(found.problems).toEqual(problems);
});

it('tells what Argo CD says is wrong, at which commit, and what the health path answered', () => {
  const failing = {
    status: {
      sync: { status: 'OutOfSync', revision: 'abc' },
      operationState: { phase: 'Failed', message: 'x'.repeat(1000) },
    },
  };
  const { revision, message, endpoint } = runningState({ ...good, application: failing, endpoint: 'no endpoints' });
  expect({ revision, message, endpoint }).toEqual({
    revision: 'abc',
    message: 'x'.repeat(300),
    endpoint: 'no endpoints',
  });
});
