import type { Stored } from './kind-store.ts';
import type { Job } from './objects/job.ts';
import { isTrackedBy } from './objects/metadata.ts';
import type { State } from './state.ts';

/**
 * The Jobs of the release: those that run its image, and those that Argo CD created or resumed since the push.
 * What was there before belongs to an earlier release; runs of a CronJob count only where the CronJob is what was released.
 */
export function findReleaseJobs(state: State): readonly Stored<Job>[] {
  const jobs: Stored<Job>[] = [];
  for (const stored of state.jobs.objects.values()) if (isOfRelease(state, stored)) jobs.push(stored);
  return jobs;
}

function isOfRelease(state: State, stored: Stored<Job>): boolean {
  const { header } = state;
  const { metadata, images, owner } = stored.view;
  const template = state.images.ofTemplate(images);
  if (owner?.kind === 'CronJob') {
    const released = header.workload.kind === 'CronJob' ? state.cronJobs.objects.get(header.workload.name) : undefined;
    return template === 'mine' && !stored.old && owner.uid === released?.view.metadata.uid;
  }
  if (header.workload.kind === 'Job' && metadata.name === header.workload.name) return template === 'mine';
  if (!isTrackedBy(metadata, header.application)) return false;
  if (template === 'other') return !stored.old && isApplied(state, metadata.name);
  return template === 'mine' || !stored.old || isChanged(state, stored);
}

/** By a sync of this release: one that runs beside it may create Jobs of the release before. */
function isApplied(state: State, name: string): boolean {
  const application = state.application.objects.get(state.header.application)?.view;
  if (application === undefined || !state.git.descendants.has(application.operationRevision ?? '')) return false;
  return application.results.some((one) => one.kind === 'Job' && one.name === name && one.status === 'Synced');
}

/** One of before that is resumed or suspended now. Its deletion counts as a change to Kubernetes too. */
function isChanged(state: State, { view }: Stored<Job>): boolean {
  const { uid, generation, deletionTimestamp } = view.metadata;
  return typeof deletionTimestamp !== 'string' && state.generations.get(uid) !== (generation ?? 0);
}
