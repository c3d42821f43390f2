import type { ControllerContext } from '../controller-context.ts';
import { claim } from '../objects/claim.ts';
import { isActive, isReady, isTerminating, type Pod } from '../objects/pod.ts';
import { podFailureAction } from './pod-failure-policy.ts';
import { TRACKING, type Job } from './job.ts';

/** The pods of a Job, told apart as the counters need them. */
export interface PodsOfJob {
  readonly all: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** Ended, still with the finalizer: all that the counters do not hold yet. */
  readonly newlySucceeded: readonly Pod[];
  readonly newlyFailed: readonly Pod[];
  /** The counters, with what a process that was killed had noted but not yet counted. */
  readonly counted: { readonly succeeded: number; readonly failed: number };
  /** With the newly ended. */
  readonly succeeded: number;
  readonly failed: number;
}

export function podsOfJob({ store }: ControllerContext, job: Job): PodsOfJob {
  const all = claim<Pod>(store, job, 'Pod', job.spec.selector);
  const tracked = all.filter(isTracked);
  const active = all.filter((pod) => isActive(pod));
  const newlySucceeded = tracked.filter((pod) => pod.status?.phase === 'Succeeded');
  const newlyFailed = tracked.filter((pod) => hasFailed(job, pod));
  const failures = newlyFailed.filter((pod) => podFailureAction(job, pod) !== 'Ignore').length;
  const counted = {
    succeeded: countedBefore(job, tracked, 'succeeded'),
    failed: countedBefore(job, tracked, 'failed'),
  };
  return {
    all,
    active,
    ready: active.filter(isReady).length,
    terminating: all.filter(isTerminating).length,
    newlySucceeded,
    newlyFailed,
    counted,
    succeeded: counted.succeeded + newlySucceeded.length,
    failed: counted.failed + failures,
  };
}

export function isTracked({ metadata }: Pod): boolean {
  return (metadata.finalizers ?? []).includes(TRACKING);
}

/** A pod that is being deleted counts as failed at once, unless its replacement waits for its end. */
function hasFailed(job: Job, pod: Pod): boolean {
  const phase = pod.status?.phase;
  if (phase === 'Failed' || job.spec.podReplacementPolicy === 'Failed') return phase === 'Failed';
  return pod.metadata.deletionTimestamp !== undefined && phase !== 'Succeeded';
}

/** A noted uid whose pod has lost its finalizer was about to become a number. */
function countedBefore({ status }: Job, tracked: readonly Pod[], outcome: 'succeeded' | 'failed'): number {
  const noted = status?.uncountedTerminatedPods?.[outcome] ?? [];
  const settled = noted.filter((uid) => !tracked.some(({ metadata }) => metadata.uid === uid));
  return (status?.[outcome] ?? 0) + settled.length;
}
