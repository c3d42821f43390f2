import { timestamp } from '../../store/prepare-removal.ts';
import type { Pod } from '../objects/pod.ts';
import { trueCondition, type Job, type JobCondition } from './job.ts';
import { failJobMessage } from './pod-failure-policy.ts';
import type { PodsOfJob } from './pods-of-job.ts';

/** FailureTarget or SuccessCriteriaMet: what is certain before the last pod has ended. Undefined: it goes on. */
export function whyFinished(job: Job, pods: PodsOfJob, now: number): JobCondition | undefined {
  return (
    trueCondition(job, 'SuccessCriteriaMet') ??
    trueCondition(job, 'FailureTarget') ??
    failure(job, pods, now) ??
    success(job, pods, now)
  );
}

/** The condition that ends the Job once no pod is left: Failed, or Complete. */
export function finalCondition(interim: JobCondition, now: number): JobCondition {
  const type = interim.type === 'FailureTarget' ? 'Failed' : 'Complete';
  return condition(type, interim.reason ?? '', interim.message ?? '', now);
}

export function condition(type: string, reason: string, message: string, now: number, status = 'True'): JobCondition {
  const time = timestamp(now);
  return { type, status, lastProbeTime: time, lastTransitionTime: time, reason, message };
}

/** Milliseconds until the deadline; undefined: there is none, or its clock stands still. */
export function untilDeadline(job: Job, now: number): number | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  const start = Date.parse(job.status?.startTime ?? '');
  if (activeDeadlineSeconds === undefined || suspend || Number.isNaN(start)) return undefined;
  return start + activeDeadlineSeconds * 1000 - now;
}

function failure(job: Job, pods: PodsOfJob, now: number): JobCondition | undefined {
  const message = failJobMessage(job, pods.all);
  if (message !== undefined) return condition('FailureTarget', 'PodFailurePolicy', message, now);
  const limit = job.spec.backoffLimit ?? 6;
  if (pods.failed > limit || restartsBeyond(job, pods.active, limit)) {
    return condition('FailureTarget', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit', now);
  }
  if ((untilDeadline(job, now) ?? 1) > 0) return undefined;
  return condition('FailureTarget', 'DeadlineExceeded', 'Job was active longer than specified deadline', now);
}

/** Where containers are restarted in their pod, restarts count as failures. */
function restartsBeyond(job: Job, active: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = active
    .flatMap(({ status }) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function success(job: Job, pods: PodsOfJob, now: number): JobCondition | undefined {
  const { completions } = job.spec;
  const reached = completions === undefined ? pods.succeeded > 0 : pods.succeeded >= completions;
  if (!reached || pods.active.length > 0) return undefined;
  const message = 'Reached expected number of succeeded pods';
  return condition('SuccessCriteriaMet', 'CompletionsReached', message, now);
}
