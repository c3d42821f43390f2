import type { ControllerContext } from '../controller-context.ts';
import { finishedCondition, type Job } from '../job/job.ts';
import type { CronJob, CronJobStatus } from './cron-job.ts';
import { say } from './say.ts';

/** Takes Jobs that ended off the list of active ones; answers the status that is left. */
export function settleActive(context: ControllerContext, cronJob: CronJob, jobs: readonly Job[]): CronJobStatus {
  let { active = [], lastSuccessfulTime } = cronJob.status ?? {};
  for (const reference of active) {
    const job = jobs.find(({ metadata }) => metadata.uid === reference.uid);
    const finished = job && finishedCondition(job);
    if (job && !finished) continue;
    active = active.filter((other) => other !== reference);
    if (!finished) {
      say(context, cronJob, 'Normal', 'MissingJob', `Active job went missing: ${reference.name}`);
      continue;
    }
    const message = `Saw completed job: ${reference.name}, condition: ${finished.type}`;
    say(context, cronJob, 'Normal', 'SawCompletedJob', message);
    const end = job.status?.completionTime;
    if (end !== undefined && end > (lastSuccessfulTime ?? '')) lastSuccessfulTime = end;
  }
  const { active: _, ...rest } = cronJob.status ?? {};
  return {
    ...rest,
    ...(active.length > 0 ? { active } : {}),
    ...(lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime }),
  };
}

/** Keeps so many ended Jobs of each outcome, the newest. */
export function trimHistory(context: ControllerContext, cronJob: CronJob, jobs: readonly Job[]): void {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cronJob.spec;
  for (const [type, limit] of [
    ['Complete', successfulJobsHistoryLimit],
    ['Failed', failedJobsHistoryLimit],
  ] as const) {
    const ended = jobs.filter((job) => finishedCondition(job)?.type === type);
    const oldestFirst = ended.toSorted((left, right) => startOf(left) - startOf(right));
    for (const job of oldestFirst.slice(0, Math.max(0, ended.length - limit))) deleteJob(context, cronJob, job);
  }
}

export function deleteJob(context: ControllerContext, cronJob: CronJob, job: Job): void {
  const { namespace, name, deletionTimestamp } = job.metadata;
  if (deletionTimestamp !== undefined) return;
  context.store.remove('Job', namespace, name, { propagation: 'Background' });
  say(context, cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
}

function startOf({ status, metadata }: Job): number {
  return Date.parse(status?.startTime ?? metadata.creationTimestamp ?? '') || 0;
}
