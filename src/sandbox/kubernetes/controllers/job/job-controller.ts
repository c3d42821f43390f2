import type { Controller } from '../../store/object-store.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { controlLoop, own, ownedBy, splitKey } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import type { Pod } from '../objects/pod.ts';
import { deletePod } from '../replica-set/pod-control.ts';
import { COMPONENT, finishedCondition, type Job, type JobCondition, type JobStatus } from './job.ts';
import { managePods, releasePod } from './manage-pods.ts';
import { podsOfJob, type PodsOfJob } from './pods-of-job.ts';
import { counts, trackStatus } from './track-status.ts';
import { condition, untilDeadline, whyFinished } from './why-finished.ts';

/** Runs Jobs to their end, in the order of writes of the real one (pkg/controller/job). */
export function jobController(context: ControllerContext): Controller {
  const { store } = context;
  return controlLoop(context, {
    name: 'job',
    sources: [own('Job'), ownedBy('Job', 'Pod')],
    reconcile: (key, again) => {
      const { namespace, name } = splitKey(key);
      const job = store.get('Job', namespace, name) as Job | undefined;
      if (!job) return releaseOrphans(context, namespace, name);
      if (finishedCondition(job) || job.metadata.deletionTimestamp !== undefined) leave(context, job, again);
      else reconcile(context, job, again);
    },
  });
}

function reconcile(context: ControllerContext, found: Job, again: (ms: number) => void): void {
  const now = context.clock.now();
  const started = found.status?.startTime === undefined && !found.spec.suspend;
  const job = started ? { ...found, status: { ...found.status, startTime: timestamp(now) } } : found;
  const pods = podsOfJob(context, job);
  const interim = whyFinished(job, pods, now);
  const deadline = untilDeadline(job, now);
  if (!interim && deadline !== undefined) again(deadline);
  const managed = interim ? endActive(context, job, pods, interim) : manage(context, job, pods, again);
  const { active: _, ...before } = job.status ?? {};
  const status: JobStatus = {
    ...before,
    ...counts({ active: managed.active }),
    terminating: managed.terminating,
    ready: managed.ready,
    ...(interim ? {} : suspension(context, job)),
  };
  trackStatus(context, job, pods, status, interim);
  if (managed.error) throw managed.error;
}

interface Managed {
  readonly active: number;
  readonly terminating: number;
  readonly ready: number;
  readonly error?: Error;
}

/** What still runs when the outcome is certain is stopped; it is counted as failed. */
function endActive(context: ControllerContext, job: Job, pods: PodsOfJob, { type }: JobCondition): Managed {
  for (const pod of pods.active) deletePod(context, job, COMPONENT, pod);
  const stopped = type === 'FailureTarget' ? pods.active.length : 0;
  return { active: 0, terminating: pods.terminating + stopped, ready: 0 };
}

function manage(context: ControllerContext, job: Job, pods: PodsOfJob, again: (ms: number) => void): Managed {
  const { terminating } = pods;
  try {
    const active = managePods(context, job, pods, again);
    const given = Math.max(0, pods.active.length - active);
    return { active, terminating: terminating + given, ready: Math.min(pods.ready, active) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { active: podsOfJob(context, job).active.length, terminating, ready: pods.ready, error };
  }
}

/** A resumed Job starts its clock anew. */
function suspension({ store, clock }: ControllerContext, job: Job): Partial<JobStatus> {
  const suspended = job.spec.suspend === true;
  const conditions = job.status?.conditions ?? [];
  const known = conditions.find(({ type }) => type === 'Suspended');
  if (suspended === (known?.status === 'True')) return {};
  const word = suspended ? 'suspended' : 'resumed';
  const reason = suspended ? 'JobSuspended' : 'JobResumed';
  const added = condition('Suspended', reason, `Job ${word}`, clock.now(), suspended ? 'True' : 'False');
  const said = { type: 'Normal', reason: suspended ? 'Suspended' : 'Resumed', message: `Job ${word}` } as const;
  recordEvent(store, clock, { object: job, component: COMPONENT, ...said });
  return {
    conditions: [...conditions.filter(({ type }) => type !== 'Suspended'), added],
    ...(suspended ? {} : { startTime: timestamp(clock.now()) }),
  };
}

/** A Job at its end lets its pods go, and goes itself when its time is over. */
function leave(context: ControllerContext, job: Job, again: (ms: number) => void): void {
  const { store, clock } = context;
  for (const pod of podsOfJob(context, job).all) releasePod(context, pod);
  const { ttlSecondsAfterFinished } = job.spec;
  if (job.metadata.deletionTimestamp !== undefined || ttlSecondsAfterFinished === undefined) return;
  const end = Date.parse(finishedCondition(job)?.lastTransitionTime ?? '') || 0;
  const left = end + ttlSecondsAfterFinished * 1000 - clock.now();
  if (left > 0) again(left);
  else store.remove('Job', job.metadata.namespace, job.metadata.name, { propagation: 'Foreground' });
}

/** Pods whose Job is gone have nobody else to take the finalizer off. */
function releaseOrphans(context: ControllerContext, namespace: string, job: string): void {
  for (const pod of context.store.list('Pod', { namespace })) {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller);
    if (owner?.kind === 'Job' && owner.name === job) releasePod(context, pod as Pod);
  }
}
