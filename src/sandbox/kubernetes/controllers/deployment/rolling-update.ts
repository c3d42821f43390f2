import { replicasOf } from '../replica-set/replica-set.ts';
import { maxUnavailable } from './bounds.ts';
import { byCreation, reported, wantedReplicas } from './counts.ts';
import { allSets, type Rollout } from './rollout.ts';
import { scaleReplicaSet } from './scale-replica-set.ts';
import { wantedOfCurrent } from './wanted-of-current.ts';

/** Grows the current ReplicaSet as far as the surge allows. Answers whether it changed anything. */
export function growCurrent(rollout: Rollout): boolean {
  const { deployment, current, old } = rollout;
  if (!current || replicasOf(current) === replicasOf(deployment)) return false;
  if (replicasOf(current) > replicasOf(deployment)) return scaleReplicaSet(rollout, current, replicasOf(deployment));
  return scaleReplicaSet(rollout, current, wantedOfCurrent(deployment, old, replicasOf(current)));
}

/** Shrinks the old ReplicaSets: what does not serve first, then what the available pods allow. */
export function shrinkOld(rollout: Rollout): boolean {
  const { deployment, current, old } = rollout;
  if (wantedReplicas(old) === 0) return false;
  const least = replicasOf(deployment) - maxUnavailable(deployment);
  const notServing = current ? replicasOf(current) - (current.status?.availableReplicas ?? 0) : 0;
  const removable = wantedReplicas(allSets(rollout)) - least - notServing;
  if (removable <= 0) return false;
  const cleaned = removeUnhealthy(rollout, removable);
  const spare = reported(allSets(rollout), 'availableReplicas') - least;
  // The counters of a set that was just shrunk may be of before: never more than its size allows either.
  const shrunk = removeAvailable(rollout, Math.min(spare, removable - cleaned));
  return cleaned + shrunk > 0;
}

function removeUnhealthy(rollout: Rollout, most: number): number {
  let removed = 0;
  for (const set of rollout.old.toSorted(byCreation)) {
    const unhealthy = replicasOf(set) - (set.status?.availableReplicas ?? 0);
    const count = Math.min(most - removed, unhealthy);
    if (count <= 0) continue;
    scaleReplicaSet(rollout, set, replicasOf(set) - count);
    removed += count;
  }
  return removed;
}

function removeAvailable(rollout: Rollout, most: number): number {
  let removed = 0;
  for (const set of rollout.old.toSorted(byCreation)) {
    const count = Math.min(most - removed, replicasOf(set));
    if (count <= 0) continue;
    scaleReplicaSet(rollout, set, replicasOf(set) - count);
    removed += count;
  }
  return removed;
}
