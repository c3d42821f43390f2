import type { ImageIdentity } from './image-identity.ts';
import type { State } from './state.ts';
import { controllerOf, findCondition, type Condition } from './objects/metadata.ts';
import type { Pod } from './objects/pod.ts';
import type { Workload } from './objects/workload.ts';

/** What objects showed earlier and their newest versions no longer tell. */
export interface History {
  /** The Deployment of each ReplicaSet that was ever seen, for pods that outlive it. */
  readonly replicaSetOwners: Map<string, string>;
  /** Names of Jobs that were ever seen. */
  readonly jobsSeen: Set<string>;
  /** Generation of each workload and Job before the push, by uid. */
  readonly generations: Map<string, number>;
  /** Exceeded progress deadlines of earlier templates. */
  readonly earlierFailures: Set<string>;
  /** Workloads, by uid, whose live template was once that of the release. */
  readonly applied: Set<string>;
  /** When each pod, by uid, was first ready: on the observer's clock, and on the node's (whole seconds). */
  readonly firstReady: Map<string, { readonly at: number; readonly time: number }>;
  /** Restarts of before the push, by `<pod uid> <container>`. */
  readonly earlierRestarts: Map<string, number>;
  /** Pull errors that began, by `<pod uid> <container>`, and when the first one was seen. */
  readonly pullTries: Map<string, { failing: boolean; failures: number; since: number }>;
}

export function createHistory(): History {
  return {
    replicaSetOwners: new Map(),
    jobsSeen: new Set(),
    generations: new Map(),
    earlierFailures: new Set(),
    applied: new Set(),
    firstReady: new Map(),
    earlierRestarts: new Map(),
    pullTries: new Map(),
  };
}

/** Takes note of the newest version of the object of this name. */
export function rememberObject(state: State, kind: unknown, name: string, at: number): void {
  if (kind === 'Pod') {
    const pod = state.pods.objects.get(name)?.view;
    if (pod !== undefined) rememberPod(state, pod, at);
  } else if (kind === 'Job') {
    const job = state.jobs.objects.get(name)?.view.metadata;
    state.jobsSeen.add(name);
    if (job !== undefined && at < 0) state.generations.set(job.uid, job.generation ?? 0);
  } else if (kind === 'ReplicaSet') {
    const metadata = state.replicaSets.objects.get(name)?.view.metadata;
    const owner = metadata === undefined ? undefined : controllerOf(metadata);
    if (metadata !== undefined && owner?.kind === 'Deployment') state.replicaSetOwners.set(metadata.uid, owner.uid);
  } else if (kind === 'Deployment' || kind === 'StatefulSet') {
    const store = kind === 'Deployment' ? state.deployments : state.statefulSets;
    const workload = store.objects.get(name)?.view;
    if (workload !== undefined) rememberWorkload(state, state.images, workload, at);
  }
}

function rememberPod(history: History, pod: Pod, at: number): void {
  const { uid } = pod.metadata;
  if (pod.ready && !history.firstReady.has(uid)) history.firstReady.set(uid, { at, time: Date.parse(pod.readySince) });
  for (const { name, waiting, restarts } of pod.containers) {
    const key = `${uid} ${name}`;
    if (at < 0) history.earlierRestarts.set(key, restarts);
    const failing = waiting?.reason === 'ErrImagePull';
    const tries = history.pullTries.get(key);
    if (tries === undefined && !failing) continue;
    const began = failing && tries?.failing !== true ? 1 : 0;
    history.pullTries.set(key, { failing, failures: (tries?.failures ?? 0) + began, since: tries?.since ?? at });
  }
}

function rememberWorkload(history: History, images: ImageIdentity, workload: Workload, at: number): void {
  const { uid } = workload.metadata;
  const mine = images.ofTemplate(workload.images) === 'mine';
  if (mine) history.applied.add(uid);
  if (at < 0) history.generations.set(uid, workload.generation);
  const condition = findCondition(workload.conditions, 'Progressing');
  const exceeded = condition?.reason === 'ProgressDeadlineExceeded';
  if (exceeded && (at < 0 || !mine)) history.earlierFailures.add(failureKey(workload, condition));
}

/** Tells one occurrence of a failed condition from a later one. */
export function failureKey(workload: Workload, condition: Condition): string {
  const { type, reason, lastTransitionTime, lastUpdateTime } = condition;
  return [workload.metadata.uid, type, reason, lastTransitionTime, lastUpdateTime].join(' ');
}
