import { isTerminal, type Pod } from '../objects/pod.ts';
import { controllerOf } from '../objects/owner-references.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import { active, reported } from './counts.ts';
import { syncCurrent } from './current-replica-set.ts';
import { isComplete } from './deployment-status.ts';
import { cleanUpRevisions } from './clean-up.ts';
import { syncRolloutStatus } from './progress.ts';
import { allSets, type Rollout } from './rollout.ts';
import { scaleReplicaSet } from './scale-replica-set.ts';

/** All old pods go first; only when the last is gone the new ones come. */
export function recreate(rollout: Rollout, again: (ms: number) => void): void {
  if (syncCurrent(rollout, false)) return;
  const shrinking = active(rollout.old);
  for (const set of shrinking) scaleReplicaSet(rollout, set, 0);
  if (shrinking.length === 0 && !oldPodsRun(rollout)) {
    if (!rollout.current && syncCurrent(rollout, true)) return;
    const { current, deployment } = rollout;
    if (current) scaleReplicaSet(rollout, current, replicasOf(deployment));
    if (isComplete(rollout, deployment.status ?? {})) cleanUpRevisions(rollout);
  }
  syncRolloutStatus(rollout, again);
}

function oldPodsRun(rollout: Rollout): boolean {
  if (reported(rollout.old, 'replicas') > 0) return true;
  const { context, deployment, current } = rollout;
  const owners = new Set(allSets(rollout).map((set) => set.metadata.uid));
  const pods = context.store.list('Pod', { namespace: deployment.metadata.namespace ?? '' }) as Pod[];
  return pods.some((pod) => {
    const owner = controllerOf(pod)?.uid;
    return owners.has(owner) && owner !== current?.metadata.uid && !isTerminal(pod);
  });
}
