import type { ReplicaSet } from '../replica-set/replica-set.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import { maxSurge } from './bounds.ts';
import type { Deployment } from './deployment.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
/** As Kubernetes: what the annotation of former revisions may grow to. */
const HISTORY_CHARACTERS = 2000;

/** What a ReplicaSet does not take over from its Deployment. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.revision',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
]);

type Annotations = Record<string, string>;

export function revisionOf(object: Deployment | ReplicaSet): number {
  const revision = Number(object.metadata.annotations?.[REVISION] ?? 0);
  return Number.isSafeInteger(revision) ? revision : 0;
}

export function highestRevision(sets: readonly ReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf));
}

/** The annotations of the current ReplicaSet: the Deployment's, the revision, and the revisions it had before. */
export function annotationsOfCurrent(
  deployment: Deployment,
  known: ReplicaSet | undefined,
  revision: number,
): Annotations {
  const annotations: Annotations = { ...known?.metadata.annotations };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) annotations[key] = value;
  }
  const former = known ? revisionOf(known) : 0;
  if (former < revision) {
    annotations[REVISION] = String(revision);
    if (former > 0) annotations[REVISION_HISTORY] = historyWith(annotations[REVISION_HISTORY], former);
  }
  return known ? annotations : { ...annotations, ...replicasAnnotations(deployment) };
}

function historyWith(history: string | undefined, revision: number): string {
  const revisions = [...(history ? history.split(',') : []), String(revision)];
  while (revisions.length > 1 && revisions.join(',').length > HISTORY_CHARACTERS) revisions.shift();
  return revisions.join(',');
}

/** By these the next round sees that the Deployment was scaled meanwhile. */
export function replicasAnnotations(deployment: Deployment): Annotations {
  const replicas = replicasOf(deployment);
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + maxSurge(deployment)) };
}

export function desiredReplicasOf(set: ReplicaSet): number | undefined {
  return numberOf(set, DESIRED_REPLICAS);
}

export function maxReplicasOf(set: ReplicaSet): number | undefined {
  return numberOf(set, MAX_REPLICAS);
}

function numberOf(set: ReplicaSet, annotation: string): number | undefined {
  const value = set.metadata.annotations?.[annotation];
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
