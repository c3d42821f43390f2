import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import type { Pod } from '../objects/pod.ts';
import { COMPONENT, type Job, type JobCondition, type JobStatus } from './job.ts';
import { releasePod } from './manage-pods.ts';
import { podFailureAction } from './pod-failure-policy.ts';
import type { PodsOfJob } from './pods-of-job.ts';
import { finalCondition } from './why-finished.ts';

/**
 * Counts each ended pod exactly once, whenever it is cut off: the uids are written first, then the finalizers go, then
 * the uids become numbers. With the last pod gone an interim condition becomes the final one, and an Event says so.
 */
export function trackStatus(
  context: ControllerContext,
  job: Job,
  pods: PodsOfJob,
  status: JobStatus,
  interim: JobCondition | undefined,
): void {
  const failed = pods.newlyFailed.filter((pod) => podFailureAction(job, pod) !== 'Ignore');
  const uncounted = {
    ...(pods.newlySucceeded.length > 0 ? { succeeded: uids(pods.newlySucceeded) } : {}),
    ...(failed.length > 0 ? { failed: uids(failed) } : {}),
  };
  const first = write(context, job, {
    ...status,
    ...counts(pods.counted),
    conditions: withInterim(status, interim),
    uncountedTerminatedPods: uncounted,
  });
  for (const pod of [...pods.newlySucceeded, ...pods.newlyFailed]) releasePod(context, pod);
  const ended = interim !== undefined && (status.terminating ?? 0) === 0 && (status.ready ?? 0) === 0;
  const final = ended ? finalCondition(interim, context.clock.now()) : undefined;
  const second = write(context, first, {
    ...first.status,
    ...counts({ succeeded: pods.succeeded, failed: pods.failed }),
    uncountedTerminatedPods: {},
    conditions: [...(first.status?.conditions ?? []), ...(final ? [final] : [])],
    ...(final?.type === 'Complete' ? { completionTime: timestamp(context.clock.now()) } : {}),
  });
  if (final) announce(context, second, final);
}

function uids(pods: readonly Pod[]): string[] {
  return pods.map(({ metadata }) => metadata.uid ?? '');
}

function withInterim({ conditions = [] }: JobStatus, interim: JobCondition | undefined): JobCondition[] {
  const known = conditions.some(({ type }) => type === interim?.type);
  return interim && !known ? [...conditions, interim] : [...conditions];
}

/** Counters of zero are left out. */
export function counts(counters: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counters).filter(([, count]) => count > 0));
}

function write({ store }: ControllerContext, job: Job, { conditions = [], ...rest }: JobStatus): Job {
  const status = { ...(conditions.length > 0 ? { conditions } : {}), ...rest };
  return equalJson(status, job.status) ? job : (store.updateStatus({ ...job, status }) as Job);
}

function announce(
  { store, clock }: ControllerContext,
  job: Job,
  { type, reason = '', message = '' }: JobCondition,
): void {
  const words =
    type === 'Complete'
      ? ({ type: 'Normal', reason: 'Completed', message: 'Job completed' } as const)
      : ({ type: 'Warning', reason, message } as const);
  recordEvent(store, clock, { object: job, component: COMPONENT, ...words });
}
