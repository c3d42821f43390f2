import { replicasOf } from '../replica-set/replica-set.ts';
import { hasRevisionLimit } from './deployment.ts';
import { revisionOf } from './revisions.ts';
import type { Rollout } from './rollout.ts';

/** Deletes the oldest revisions beyond the limit, never one that still has pods. */
export function cleanUpRevisions({ context, deployment, old }: Rollout): void {
  if (!hasRevisionLimit(deployment)) return;
  const alive = old.filter((set) => set.metadata.deletionTimestamp === undefined);
  const surplus = alive.length - (deployment.spec.revisionHistoryLimit ?? 0);
  if (surplus <= 0) return;
  for (const set of alive.toSorted((left, right) => revisionOf(left) - revisionOf(right)).slice(0, surplus)) {
    const observed = (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0);
    if ((set.status?.replicas ?? 0) > 0 || replicasOf(set) > 0 || !observed) continue;
    context.store.remove('ReplicaSet', set.metadata.namespace, set.metadata.name);
  }
}
