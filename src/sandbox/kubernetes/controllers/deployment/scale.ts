import { replicasOf, type ReplicaSet } from '../replica-set/replica-set.ts';
import { maxSurge } from './bounds.ts';
import { active, byCreation, wantedReplicas } from './counts.ts';
import { isRecreate, type Deployment } from './deployment.ts';
import { desiredReplicasOf, maxReplicasOf } from './revisions.ts';
import { allSets, type Rollout } from './rollout.ts';
import { scaleReplicaSet } from './scale-replica-set.ts';

/** Whether the Deployment was scaled since its ReplicaSets were last sized. */
export function isScaled(rollout: Rollout): boolean {
  return active(allSets(rollout)).some((set) => {
    const desired = desiredReplicasOf(set);
    return desired !== undefined && desired !== replicasOf(rollout.deployment);
  });
}

/** A change of size alone: one ReplicaSet takes it all, or those of a rollout in flight share it in proportion. */
export function scale(rollout: Rollout): void {
  const { deployment, current, old } = rollout;
  const only = onlyActive(rollout);
  if (only) {
    if (replicasOf(only) !== replicasOf(deployment)) scaleReplicaSet(rollout, only, replicasOf(deployment));
    return;
  }
  if (current && isSaturated(deployment, current)) {
    for (const set of active(old)) scaleReplicaSet(rollout, set, 0);
    return;
  }
  if (!isRecreate(deployment)) scaleInProportion(rollout);
}

/** The one with pods; with none, the current or the newest; undefined when there are several. */
function onlyActive(rollout: Rollout): ReplicaSet | undefined {
  const withPods = active(allSets(rollout));
  if (withPods.length > 1) return undefined;
  return withPods[0] ?? rollout.current ?? rollout.old.toSorted(byCreation).at(-1);
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = replicasOf(deployment);
  return (
    replicasOf(set) === wanted && desiredReplicasOf(set) === wanted && (set.status?.availableReplicas ?? 0) === wanted
  );
}

function scaleInProportion(rollout: Rollout): void {
  const { deployment } = rollout;
  const sets = active(allSets(rollout));
  const replicas = replicasOf(deployment);
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - wantedReplicas(sets);
  const newerFirst = toAdd > 0 ? 1 : -1;
  sets.sort((left, right) => replicasOf(right) - replicasOf(left) || byCreation(right, left) * newerFirst);
  let added = 0;
  const sizes = sets.map((set) => {
    const share = proportion(deployment, set, toAdd, added);
    added += share;
    return replicasOf(set) + share;
  });
  for (const [index, set] of sets.entries()) {
    const leftover = index === 0 ? toAdd - added : 0;
    scaleReplicaSet(rollout, set, Math.max(0, (sizes[index] ?? 0) + leftover));
  }
}

/** The share of one set, never more than what is left to give. */
function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  const left = toAdd - added;
  if (left === 0) return 0;
  const size = replicasOf(set);
  const replicas = replicasOf(deployment);
  const before = maxReplicasOf(set) || deployment.status?.replicas || size;
  const share = replicas === 0 ? -size : Math.round((size * (replicas + maxSurge(deployment))) / before) - size;
  return toAdd > 0 ? Math.min(Math.max(share, 0), left) : Math.max(Math.min(share, 0), left);
}
