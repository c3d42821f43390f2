import type { Stored } from '../kind-store.ts';
import type { Workload } from '../objects/workload.ts';
import type { State } from '../state.ts';
import type { PodGroups, StoredPod, WorkloadKind } from './workload-kind.ts';

export const statefulSet: WorkloadKind = {
  kind: 'StatefulSet',
  keepsPods: true,
  find: (state, name) => state.statefulSets.objects.get(name),
  groupPods,
  missing(workload, declares) {
    const { replicas, counters, partition, onDelete } = workload;
    const kept = declares.has('old-pods') ? (onDelete ? replicas : Math.min(partition, replicas)) : 0;
    if (counters.updated < replicas - kept) return 'notUpdated';
    if (counters.ready < replicas) return 'notAllReady';
    if (counters.available < replicas) return 'notAvailable';
    return undefined;
  },
};

function groupPods(state: State, workload: Stored<Workload>): PodGroups {
  const { metadata, updateRevision, generation, observedGeneration, onDelete, partition } = workload.view;
  const observed = generation <= observedGeneration && updateRevision !== undefined;
  const current: StoredPod[] = [];
  const old: StoredPod[] = [];
  const stuck: StoredPod[] = [];
  for (const pod of state.pods.objects.values()) {
    if (pod.view.owner?.uid !== metadata.uid) continue;
    if (observed && pod.view.revision === updateRevision) current.push(pod);
    else if (!pod.view.ended || pod.view.deleting) {
      old.push(pod);
      if (observed && !pod.view.deleting && (onDelete || ordinalOf(pod) < partition)) stuck.push(pod);
    }
  }
  return { current, old, stuck, version: observed ? `${metadata.uid}/${updateRevision}` : undefined, facts: [] };
}

function ordinalOf(pod: StoredPod): number {
  return Number(/-(\d{1,9})$/.exec(pod.view.metadata.name)?.[1] ?? Number.POSITIVE_INFINITY);
}
