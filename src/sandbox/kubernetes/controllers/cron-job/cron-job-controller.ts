import type { Controller } from '../../store/object-store.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { controlLoop, own, ownedBy, splitKey } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { finishedCondition, type Job } from '../job/job.ts';
import { isControlledBy } from '../objects/owner-references.ts';
import { deleteJob, settleActive, trimHistory } from './clean-up-jobs.ts';
import type { CronJob, CronJobStatus } from './cron-job.ts';
import { parseCronSchedule, type CronSchedule } from './cron-schedule.ts';
import { lastDue } from './last-due.ts';
import { say } from './say.ts';
import { startJob } from './start-job.ts';

/** Starts the Jobs of CronJobs when they are due (pkg/controller/cronjob). */
export function cronJobController(context: ControllerContext): Controller {
  const { store } = context;
  return controlLoop(context, {
    name: 'cronjob',
    sources: [own('CronJob'), ownedBy('CronJob', 'Job')],
    reconcile: (key, again) => {
      const { namespace, name } = splitKey(key);
      const cronJob = store.get('CronJob', namespace, name) as CronJob | undefined;
      if (cronJob) reconcile(context, cronJob, again);
    },
  });
}

function reconcile(context: ControllerContext, cronJob: CronJob, again: (ms: number) => void): void {
  const { store } = context;
  const namespace = cronJob.metadata.namespace ?? '';
  const jobs = (store.list('Job', { namespace }) as Job[]).filter((job) => isControlledBy(job, cronJob));
  let status = settleActive(context, cronJob, jobs);
  const going = cronJob.metadata.deletionTimestamp !== undefined || cronJob.spec.suspend === true;
  const schedule = going ? undefined : scheduleOf(context, cronJob);
  if (schedule) status = startDue(context, cronJob, schedule, status, jobs);
  if (!equalJson(status, cronJob.status ?? {})) store.updateStatus({ ...cronJob, status });
  trimHistory(context, cronJob, jobs);
  const now = context.clock.now();
  const next = schedule?.next(now);
  if (next !== undefined) again(next - now);
}

function scheduleOf(context: ControllerContext, cronJob: CronJob): CronSchedule | undefined {
  const { schedule, timeZone } = cronJob.spec;
  try {
    return parseCronSchedule(schedule, timeZone);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      context,
      cronJob,
      'Warning',
      'UnparseableSchedule',
      `unparseable schedule: ${JSON.stringify(schedule)} : ${why}`,
    );
    return undefined;
  }
}

function startDue(
  context: ControllerContext,
  cronJob: CronJob,
  schedule: CronSchedule,
  status: CronJobStatus,
  jobs: readonly Job[],
): CronJobStatus {
  const { concurrencyPolicy, startingDeadlineSeconds } = cronJob.spec;
  const now = context.clock.now();
  const since = Date.parse(status.lastScheduleTime ?? cronJob.metadata.creationTimestamp ?? '') || now;
  const due = lastDue(schedule, since, now);
  if (due === undefined) return status;
  if (startingDeadlineSeconds !== undefined && due + startingDeadlineSeconds * 1000 < now) {
    say(context, cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${timestamp(due)}`);
    return status;
  }
  const running = (status.active ?? []).length > 0;
  if (concurrencyPolicy === 'Forbid' && running) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    say(context, cronJob, 'Normal', 'JobAlreadyActive', message);
    return status;
  }
  const replaced = concurrencyPolicy === 'Replace';
  if (replaced) for (const job of jobs) if (!finishedCondition(job)) deleteJob(context, cronJob, job);
  const started = startJob(context, cronJob, due);
  const active = [...(replaced ? [] : (status.active ?? [])), ...(started ? [started] : [])];
  return { ...status, ...(active.length > 0 ? { active } : {}), lastScheduleTime: timestamp(due) };
}
