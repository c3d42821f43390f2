import { replicasOf, type ReplicaSet } from '../replica-set/replica-set.ts';

export function wantedReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + replicasOf(set), 0);
}

type Counter = 'replicas' | 'readyReplicas' | 'availableReplicas';

/** What the ReplicaSets report of themselves. */
export function reported(sets: readonly ReplicaSet[], counter: Counter): number {
  return sets.reduce((sum, set) => sum + (set.status?.[counter] ?? 0), 0);
}

/** Undefined while one that was seen by its controller has not said it yet. */
export function terminatingReplicas(sets: readonly ReplicaSet[]): number | undefined {
  let sum = 0;
  for (const { status } of sets) {
    if (status?.terminatingReplicas === undefined && (status?.observedGeneration ?? 0) > 0) return undefined;
    sum += status?.terminatingReplicas ?? 0;
  }
  return sum;
}

export function active(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return sets.filter((set) => replicasOf(set) > 0);
}

/** The oldest first. */
export function byCreation(left: ReplicaSet, right: ReplicaSet): number {
  const age = created(left) - created(right);
  return age || (left.metadata.name < right.metadata.name ? -1 : 1);
}

function created(set: ReplicaSet): number {
  return Date.parse(set.metadata.creationTimestamp ?? '') || 0;
}
