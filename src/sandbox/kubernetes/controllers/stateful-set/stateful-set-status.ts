import { isAvailable, isTerminating, type Pod } from '../objects/pod.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import type { Revisions } from './revisions.ts';
import { isOnDelete, REVISION_HASH, type StatefulSet, type StatefulSetStatus } from './stateful-set.ts';
import { isRunningAndReady } from './update-pods.ts';

export function statefulSetStatus(
  set: StatefulSet,
  revisions: Revisions,
  pods: readonly Pod[],
  now: number,
): StatefulSetStatus {
  const current = revisions.current.metadata.name;
  const update = revisions.update.metadata.name;
  const alive = pods.filter((pod) => !isTerminating(pod));
  const at = (revision: string): number =>
    alive.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] === revision).length;
  const ready = pods.filter((pod) => isRunningAndReady(pod));
  const updated = at(update);
  const wanted = replicasOf(set);
  // The last pod of an update is ready: what was new is now what is.
  const complete = !isOnDelete(set) && [updated, ready.length, pods.length].every((count) => count === wanted);
  const optional = {
    readyReplicas: ready.length,
    currentReplicas: complete ? updated : at(current),
    updatedReplicas: updated,
  };
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: pods.length,
    availableReplicas: ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length,
    ...Object.fromEntries(Object.entries(optional).filter(([, count]) => count > 0)),
    currentRevision: complete ? update : current,
    updateRevision: update,
    collisionCount: set.status?.collisionCount ?? 0,
  };
}
