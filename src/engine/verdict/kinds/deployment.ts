import { findCondition, isTrue, matchesLabels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Stored } from '../kind-store.ts';
import type { Workload } from '../objects/workload.ts';
import type { State } from '../state.ts';
import { NO_PODS, type PodGroups, type StoredPod, type WorkloadKind } from './workload-kind.ts';

export const deployment: WorkloadKind = {
  kind: 'Deployment',
  keepsPods: true,
  find: (state, name) => state.deployments.objects.get(name),
  groupPods,
  missing(workload) {
    const { replicas, counters, conditions } = workload;
    if (counters.updated < replicas) return 'notUpdated';
    if (counters.total > counters.updated) return 'oldCounted';
    if (counters.ready < replicas) return 'notAllReady';
    if (counters.available < replicas || !isTrue(findCondition(conditions, 'Available'))) return 'notAvailable';
    return undefined;
  },
};

function groupPods(state: State, workload: Stored<Workload>): PodGroups {
  const replicaSet = findCurrentReplicaSet(state, workload.view);
  const current: StoredPod[] = [];
  const old: StoredPod[] = [];
  for (const pod of state.pods.objects.values()) {
    if (replicaSet !== undefined && pod.view.owner?.uid === replicaSet.view.metadata.uid) current.push(pod);
    else if (isOld(state, workload.view, pod)) old.push(pod);
  }
  if (replicaSet === undefined) return { ...NO_PODS, old };
  return { current, old, stuck: [], version: replicaSet.view.metadata.uid, facts: [replicaSet.fact] };
}

/** The ReplicaSet of the live template: same revision, same images, and a generation that was observed. */
export function findCurrentReplicaSet(state: State, workload: Workload): Stored<Workload> | undefined {
  if (workload.revision === undefined || workload.generation > workload.observedGeneration) return undefined;
  for (const stored of state.replicaSets.objects.values()) {
    const { metadata, revision, images } = stored.view;
    if (revision !== workload.revision || state.replicaSetOwners.get(metadata.uid) !== workload.metadata.uid) continue;
    if (images.join(' ') === workload.images.join(' ')) return stored;
  }
  return undefined;
}

/** One that has ended serves nobody: a leftover, or one that is deleted once its node has told that nothing of it runs. */
function isOld(state: State, workload: Workload, pod: StoredPod): boolean {
  const { view } = pod;
  if (view.owner?.kind !== 'ReplicaSet' || hasEnded(view)) return false;
  const owner = state.replicaSetOwners.get(view.owner.uid);
  if (owner === workload.metadata.uid) return workload.generation <= workload.observedGeneration || view.deleting;
  // Pods of a Deployment that was replaced by one of the same name.
  return !isLive(state, owner) && matchesLabels(view.metadata.labels, workload.selector);
}

function hasEnded({ ended, deleting, containers }: Pod): boolean {
  return ended && (!deleting || containers.every(({ running }) => !running));
}

function isLive(state: State, deploymentUid: string | undefined): boolean {
  if (deploymentUid === undefined) return false;
  for (const { view } of state.deployments.objects.values()) if (view.metadata.uid === deploymentUid) return true;
  return false;
}
