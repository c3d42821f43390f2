import type { KubernetesObject } from '../../store/object-store.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { isStatusFailure } from '../../store/status-failure.ts';
import type { ControllerContext } from '../controller-context.ts';
import { isNamespaceTerminating } from '../objects/is-namespace-terminating.ts';
import { controllerReference } from '../objects/owner-references.ts';
import type { CronJob, JobReference } from './cron-job.ts';
import { say } from './say.ts';

/** Creates the Job of one scheduled time. Its name is that time: a second try meets the first. */
export function startJob(context: ControllerContext, cronJob: CronJob, due: number): JobReference | undefined {
  const draft = draftOf(cronJob, due);
  const { name } = draft.metadata;
  try {
    const job = context.store.create(draft);
    say(context, cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
    return referenceTo(job);
  } catch (error) {
    if (isNamespaceTerminating(error)) return undefined;
    if (isStatusFailure(error) && error.reason === 'AlreadyExists') {
      const found = context.store.get('Job', draft.metadata.namespace, name);
      return found?.metadata.ownerReferences?.some(({ uid }) => uid === cronJob.metadata.uid)
        ? referenceTo(found)
        : undefined;
    }
    const why = error instanceof Error ? error.message : String(error);
    say(context, cronJob, 'Warning', 'FailedCreate', `Error creating job: ${why}`);
    throw error;
  }
}

function referenceTo({ apiVersion, kind, metadata }: KubernetesObject): JobReference {
  const { name, namespace = '', uid = '', resourceVersion = '' } = metadata;
  return { apiVersion, kind, namespace, name, uid, resourceVersion };
}

function draftOf(cronJob: CronJob, due: number): KubernetesObject {
  const { metadata = {}, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${cronJob.metadata.name}-${Math.floor(due / 60_000)}`,
      namespace: cronJob.metadata.namespace ?? '',
      ...(metadata.labels ? { labels: { ...metadata.labels } } : {}),
      annotations: { ...metadata.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due) },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec,
  };
}
