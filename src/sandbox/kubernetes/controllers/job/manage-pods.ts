import type { ControllerContext } from '../controller-context.ts';
import type { Pod } from '../objects/pod.ts';
import { podOfTemplate } from '../objects/pod-of-template.ts';
import { createPod, deletePod, slowStart } from '../replica-set/pod-control.ts';
import { rankForDeletion } from '../replica-set/rank-for-deletion.ts';
import { COMPONENT, TRACKING, type Job } from './job.ts';
import { isTracked, type PodsOfJob } from './pods-of-job.ts';

/** 10 s after the first failure, doubled with each further one, at most 10 minutes. */
const FIRST_BACKOFF_MS = 10_000;
const LONGEST_BACKOFF_MS = 600_000;
const BURST = 500;

/** Brings the number of active pods to what is wanted; answers it. Throws what kept pods from being created. */
export function managePods(context: ControllerContext, job: Job, pods: PodsOfJob, again: (ms: number) => void): number {
  const active = pods.active.length;
  const wanted = job.spec.suspend ? 0 : wantedActive(job, pods);
  if (active > wanted) {
    for (const pod of rankForDeletion(pods.active).slice(0, active - wanted)) {
      // Without the finalizer it is not counted: it is given up, it did not fail.
      deletePod(context, job, COMPONENT, releasePod(context, pod));
    }
    return wanted;
  }
  const leaving = job.spec.podReplacementPolicy === 'Failed' ? pods.terminating : 0;
  const missing = Math.min(wanted - leaving - active, BURST);
  if (missing <= 0) return active;
  const pause = untilRetry(pods.all, context.clock.now());
  if (pause > 0) {
    again(pause);
    return active;
  }
  const draft = podOfTemplate(job, job.spec.template);
  draft.metadata.finalizers = [...(draft.metadata.finalizers ?? []), TRACKING];
  let created = 0;
  slowStart(missing, () => {
    if (createPod(context, job, COMPONENT, draft)) created += 1;
  });
  return active + created;
}

/** Takes the tracking finalizer off: the pod may go. */
export function releasePod({ store }: ControllerContext, pod: Pod): Pod {
  if (!isTracked(pod)) return pod;
  const finalizers = (pod.metadata.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING);
  const { finalizers: _, ...metadata } = pod.metadata;
  return store.update({ ...pod, metadata: { ...metadata, ...(finalizers.length > 0 ? { finalizers } : {}) } }) as Pod;
}

function wantedActive(job: Job, pods: PodsOfJob): number {
  const { completions, parallelism = 1 } = job.spec;
  if (completions !== undefined) return Math.max(0, Math.min(parallelism, completions - pods.succeeded));
  // After the first success the others are left to end, no more are started.
  return pods.succeeded > 0 ? pods.active.length : parallelism;
}

function untilRetry(pods: readonly Pod[], now: number): number {
  const endsOf = (phase: string): number[] => pods.filter(({ status }) => status?.phase === phase).map(endOf);
  const lastSuccess = Math.max(0, ...endsOf('Succeeded'));
  const failures = endsOf('Failed').filter((end) => end > lastSuccess);
  if (failures.length === 0) return 0;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (failures.length - 1), LONGEST_BACKOFF_MS);
  return Math.max(...failures) + backoff - now;
}

function endOf({ status, metadata }: Pod): number {
  const statuses = (status?.containerStatuses ?? []) as readonly { state?: { terminated?: { finishedAt?: string } } }[];
  const ends = statuses.map(({ state }) => Date.parse(state?.terminated?.finishedAt ?? '') || 0);
  return Math.max(...ends, 0) || Date.parse(metadata.creationTimestamp ?? '') || 0;
}
