import {
  MY_CONFIG,
  MY_DIGEST,
  MY_IMAGE,
  OLD_CONFIG,
  OLD_DIGEST,
  OLD_IMAGE,
  isoSecond,
  REPOSITORY,
} from './release-story.ts';
import type { Json, JsonObject } from './merge-deep.ts';

const TRACKED = { 'argocd.argoproj.io/tracking-id': 'web:apps/Deployment:ai-lounge/web' };

export function podTemplate(image: string): JsonObject {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } };
}

export function workloadObject(image: string, replicas: number): JsonObject {
  return {
    metadata: { annotations: TRACKED },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: podTemplate(image) },
  };
}

export function replicaSetObject(image: string, revision: number): JsonObject {
  return {
    metadata: {
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: [owner('Deployment', 'web')],
    },
    spec: { template: podTemplate(image) },
  };
}

export function owner(kind: string, name: string): JsonObject {
  return { kind, name, uid: `uid-${kind}-${name}`, controller: true };
}

export function deploymentStatus(
  observed: number,
  counts: readonly [number, number, number, number],
  available = true,
): JsonObject {
  const [replicas, updatedReplicas, readyReplicas, availableReplicas] = counts;
  return {
    observedGeneration: observed,
    replicas,
    updatedReplicas,
    readyReplicas,
    availableReplicas,
    conditions: [
      { type: 'Available', status: available ? 'True' : 'False' },
      { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' },
    ],
  };
}

export interface PodLook {
  readonly image?: string;
  readonly owner: JsonObject;
  readonly state: 'pending' | 'running' | 'ready' | JsonObject;
  readonly at: number;
  readonly restarts?: number;
  readonly lastState?: JsonObject;
  readonly imageId?: string;
  readonly imageConfig?: string;
  readonly labels?: JsonObject;
}

export function podObject(look: PodLook): JsonObject {
  const image = look.image ?? MY_IMAGE;
  const ready = look.state === 'ready';
  const runs = ready || look.state === 'running';
  const state: Json =
    typeof look.state === 'object'
      ? look.state
      : runs
        ? { running: { startedAt: isoSecond(look.at) } }
        : { waiting: { reason: 'ContainerCreating' } };
  return {
    metadata: { labels: { app: 'web', ...look.labels }, ownerReferences: [look.owner] },
    spec: { containers: [{ name: 'web', image }] },
    status: {
      phase: runs ? 'Running' : 'Pending',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: isoSecond(look.at) }],
      containerStatuses: [
        {
          name: 'web',
          ready,
          state,
          lastState: look.lastState ?? {},
          restartCount: look.restarts ?? 0,
          ...(runs ? runningImage(look, image) : { image, imageID: '' }),
        },
      ],
    },
  };
}

function runningImage(look: PodLook, image: string): JsonObject {
  const old = image === OLD_IMAGE;
  return {
    image: look.imageConfig ?? (old ? OLD_CONFIG : MY_CONFIG),
    imageID: look.imageId ?? `${REPOSITORY}@${old ? OLD_DIGEST : MY_DIGEST}`,
  };
}

export function sliceObject(pods: readonly string[], ports: Json = [{ name: 'http', port: 8080 }]): JsonObject {
  const endpoints = pods.map((name) => ({
    conditions: { ready: true },
    targetRef: { kind: 'Pod', name, uid: `uid-Pod-${name}` },
  }));
  return { metadata: { labels: { 'kubernetes.io/service-name': 'web' } }, endpoints, ports };
}

export interface ApplicationLook {
  readonly revision: string;
  readonly sync: 'Synced' | 'OutOfSync' | 'Unknown';
  readonly reconciledAt: number;
  readonly operation?: {
    readonly revision: string;
    readonly phase: string;
    readonly startedAt: number;
    readonly finishedAt?: number;
  };
}

export function applicationObject(look: ApplicationLook): JsonObject {
  const { operation } = look;
  const running = operation !== undefined && operation.finishedAt === undefined;
  const sync = { sync: { revision: operation?.revision ?? '' } };
  return {
    metadata: { annotations: {} },
    operation: running ? sync : null,
    status: {
      reconciledAt: isoSecond(look.reconciledAt),
      sync: { revision: look.revision, status: look.sync },
      health: { status: 'Healthy' },
      operationState:
        operation === undefined
          ? null
          : {
              phase: operation.phase,
              startedAt: isoSecond(operation.startedAt),
              finishedAt: operation.finishedAt === undefined ? null : isoSecond(operation.finishedAt),
              operation: sync,
              syncResult: { revision: operation.revision, resources: [] },
            },
    },
  };
}
