import type { ReleaseHeader } from '../../src/domain/timeline.ts';
import {
  MY_COMMIT,
  MY_CONFIG,
  MY_DIGEST,
  MY_IMAGE,
  OLD_COMMIT,
  OLD_CONFIG,
  OLD_DIGEST,
  OLD_IMAGE,
  KINDS,
  createReleaseStory,
  isoSecond,
  type ReleaseStory,
} from './release-story.ts';
import {
  applicationObject,
  deploymentStatus,
  owner,
  podObject,
  replicaSetObject,
  sliceObject,
  workloadObject,
} from './story-objects.ts';

type Step = readonly [at: number, act: (story: ReleaseStory, at: number) => void];

/** A good release of a Deployment with one pod, up to and including `until`; the pod is there and alone from 3000 on. */
export function usualRelease(until: number, overrides: Partial<ReleaseHeader> = {}): ReleaseStory {
  const story = createReleaseStory(overrides);
  before(story);
  for (const [at, act] of steps()) if (at <= until) act(story, at);
  return story;
}

/** What was there before the push. */
function before(story: ReleaseStory): void {
  const at = -1000;
  const operation = { revision: OLD_COMMIT, phase: 'Succeeded', startedAt: -60_000, finishedAt: -59_000 };
  story.patch(
    at,
    'Application/web',
    applicationObject({ revision: OLD_COMMIT, sync: 'Synced', reconciledAt: -50_000, operation }),
  );
  story.patch(at, 'Deployment/web', {
    ...workloadObject(OLD_IMAGE, 1),
    status: deploymentStatus(1, [1, 1, 1, 1]),
  });
  story.patch(at, 'Deployment/web', { metadata: { annotations: { 'deployment.kubernetes.io/revision': '1' } } });
  story.patch(at, 'ReplicaSet/web-old', replicaSetObject(OLD_IMAGE, 1));
  story.patch(
    at,
    'Pod/old',
    podObject({ image: OLD_IMAGE, owner: owner('ReplicaSet', 'web-old'), state: 'ready', at: -50_000 }),
  );
  story.patch(at, 'Service/web', { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] } });
  story.patch(at, 'EndpointSlice/web', sliceObject(['old']));
  for (const kind of KINDS) {
    const count = ['StatefulSet', 'Job', 'CronJob', 'Event'].includes(kind) ? 0 : 1;
    story.tell(at, { type: 'listed', kind, count });
  }
  story.tell(-900, { type: 'git', remoteHead: OLD_COMMIT, contains: { [OLD_COMMIT]: true } });
  story.tell(-900, { type: 'render', commit: OLD_COMMIT, images: [OLD_IMAGE] });
  story.tell(-900, { type: 'registry', tag: 'v1', digest: OLD_DIGEST, manifests: [], configs: [OLD_CONFIG] });
}

function steps(): readonly Step[] {
  return [...delivery(), ...rollout(), ...ending()];
}

function delivery(): readonly Step[] {
  const operation = { revision: MY_COMMIT, phase: 'Running', startedAt: 300 };
  const ended = { ...operation, phase: 'Succeeded', finishedAt: 900 };
  const contains = { [OLD_COMMIT]: true, [MY_COMMIT]: true };
  const compared = (
    sync: 'Synced' | 'OutOfSync',
    reconciledAt: number,
    of = operation as typeof ended | typeof operation,
  ) => applicationObject({ revision: MY_COMMIT, sync, reconciledAt, operation: of });
  return [
    [50, (story, at) => story.probe(at, 'old')],
    [100, (story, at) => story.tell(at, { type: 'git', remoteHead: MY_COMMIT, contains })],
    [150, (story, at) => story.tell(at, { type: 'render', commit: MY_COMMIT, images: [MY_IMAGE] })],
    [
      160,
      (story, at) =>
        story.tell(at, { type: 'registry', tag: 'v2', digest: MY_DIGEST, manifests: [], configs: [MY_CONFIG] }),
    ],
    [
      200,
      (story, at) =>
        story.patch(at, 'Application/web', { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } }),
    ],
    [
      300,
      (story, at) =>
        story.patch(at, 'Application/web', {
          operation: { sync: { revision: MY_COMMIT } },
          status: { operationState: null },
        }),
    ],
    [
      400,
      (story, at) =>
        story.patch(at, 'Application/web', {
          ...compared('OutOfSync', 400),
          metadata: { annotations: { 'argocd.argoproj.io/refresh': null } },
        }),
    ],
    [900, (story, at) => story.patch(at, 'Application/web', compared('Synced', 400, ended))],
    [1000, (story, at) => story.patch(at, 'Application/web', { status: { reconciledAt: isoSecond(1000) } })],
  ];
}

function rollout(): readonly Step[] {
  const pod = (state: 'pending' | 'running' | 'ready', at: number) =>
    podObject({ owner: owner('ReplicaSet', 'web-new'), state, at });
  const revised = { metadata: { generation: 2, annotations: { 'deployment.kubernetes.io/revision': '2' } } };
  return [
    [
      800,
      (story, at) => story.patch(at, 'Deployment/web', { ...workloadObject(MY_IMAGE, 1), metadata: { generation: 2 } }),
    ],
    [810, (story, at) => story.patch(at, 'ReplicaSet/web-new', replicaSetObject(MY_IMAGE, 2))],
    [820, (story, at) => story.patch(at, 'Deployment/web', revised)],
    [830, (story, at) => story.patch(at, 'Pod/new', pod('pending', at))],
    [860, (story, at) => story.patch(at, 'Deployment/web', { status: deploymentStatus(2, [2, 1, 1, 1]) })],
    [1050, (story, at) => story.probe(at, 'old')],
    [1500, (story, at) => story.patch(at, 'Pod/new', pod('running', at))],
    [2000, (story, at) => story.patch(at, 'Pod/new', pod('ready', at))],
    [2010, (story, at) => story.patch(at, 'EndpointSlice/web', sliceObject(['old', 'new']))],
    [2020, (story, at) => story.patch(at, 'Deployment/web', { status: deploymentStatus(2, [2, 1, 2, 2]) })],
  ];
}

function ending(): readonly Step[] {
  const probes = Array.from({ length: 50 }, (_, index): Step => [
    3050 + index * 1000,
    (story, at) => story.probe(at, 'mine'),
  ]);
  return [
    [2030, (story, at) => story.patch(at, 'Pod/old', { metadata: { deletionTimestamp: isoSecond(7000) } })],
    [2030, (story, at) => story.patch(at, 'EndpointSlice/web', sliceObject(['new']))],
    [2040, (story, at) => story.patch(at, 'Deployment/web', { status: deploymentStatus(2, [1, 1, 1, 1]) })],
    [2050, (story, at) => story.probe(at, 'mine')],
    [3000, (story, at) => story.remove(at, 'Pod/old')],
    ...probes,
  ];
}
