import type { ControllerContext } from '../controller-context.ts';
import { isAvailable, isReady, isTerminal, type Pod } from '../objects/pod.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import type { ControllerRevision, Revisions } from './revisions.ts';
import { createStatefulPod, deleteStatefulPod, recreateStatefulPod } from './stateful-pod.ts';
import { firstOrdinal, isOnDelete, ordinalOf, partitionOf, REVISION_HASH, type StatefulSet } from './stateful-set.ts';

interface Round {
  readonly context: ControllerContext;
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  readonly byOrdinal: ReadonlyMap<number, Pod>;
  /** One pod at a time, in order. */
  readonly monotonic: boolean;
}

/** One round: what is missing is created upwards, what is too many goes downwards, what is old is replaced downwards. */
export function updatePods(
  context: ControllerContext,
  set: StatefulSet,
  revisions: Revisions,
  pods: readonly Pod[],
): void {
  const byOrdinal = new Map(pods.flatMap((pod) => ordinalEntry(set, pod)));
  const monotonic = set.spec.podManagementPolicy !== 'Parallel';
  const round: Round = { context, set, revisions, byOrdinal, monotonic };
  const first = firstOrdinal(set);
  const wanted = Array.from({ length: replicasOf(set) }, (_, index) => first + index);
  for (const ordinal of wanted) if (!bringUp(round, ordinal)) return;
  const surplus = [...byOrdinal.keys()].filter((ordinal) => !wanted.includes(ordinal));
  for (const ordinal of surplus.toSorted((left, right) => right - left)) if (!takeDown(round, ordinal)) return;
  if (!isOnDelete(set)) replaceOldest(round, wanted);
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}

function ordinalEntry(set: StatefulSet, pod: Pod): [number, Pod][] {
  const ordinal = ordinalOf(set, pod);
  return ordinal === undefined ? [] : [[ordinal, pod]];
}

/** Answers whether the round may go on to the next pod. */
function bringUp(round: Round, ordinal: number): boolean {
  const { context, set, byOrdinal, monotonic } = round;
  const pod = byOrdinal.get(ordinal);
  if (!pod) {
    createStatefulPod(context, set, ordinal, revisionFor(round, ordinal));
    return !monotonic;
  }
  if (isTerminal(pod)) {
    if (pod.metadata.deletionTimestamp === undefined) recreateStatefulPod(context, set, pod);
    return false;
  }
  return !monotonic || isHealthy(round, pod);
}

function takeDown({ context, set, byOrdinal, monotonic }: Round, ordinal: number): boolean {
  const pod = byOrdinal.get(ordinal);
  if (!pod) return true;
  if (pod.metadata.deletionTimestamp === undefined) deleteStatefulPod(context, set, pod);
  return !monotonic;
}

/** The one with the highest ordinal that is not of the update revision; it waits while one above it is unhealthy. */
function replaceOldest(round: Round, wanted: readonly number[]): void {
  const { context, set, revisions, byOrdinal } = round;
  for (const ordinal of wanted.toReversed()) {
    const pod = byOrdinal.get(ordinal);
    if (ordinal < partitionOf(set) || !pod) return;
    const old = pod.metadata.labels?.[REVISION_HASH] !== revisions.update.metadata.name;
    if (old && pod.metadata.deletionTimestamp === undefined) return deleteStatefulPod(context, set, pod);
    if (!isHealthy(round, pod)) return;
  }
}

function isHealthy({ context, set }: Round, pod: Pod): boolean {
  const available = isAvailable(pod, set.spec.minReadySeconds ?? 0, context.clock.now());
  return isRunningAndReady(pod) && available && pod.metadata.deletionTimestamp === undefined;
}

function revisionFor({ set, revisions }: Round, ordinal: number): ControllerRevision {
  return !isOnDelete(set) && ordinal < partitionOf(set) ? revisions.current : revisions.update;
}
