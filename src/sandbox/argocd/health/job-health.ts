import { z } from 'zod';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { Health } from './resource-health.ts';

const JobStatus = z
  .object({
    conditions: z
      .array(z.object({ type: z.string(), status: z.string().catch(''), message: z.string().catch('') }))
      .catch([]),
  })
  .catch({ conditions: [] });

/** As Argo CD does: that a condition is there counts, so a Job that was resumed is Healthy while it runs. */
export function jobHealth(object: KubernetesObject): Health {
  const { conditions } = JobStatus.parse(object.status);
  const last = (type: string) => conditions.findLast((item) => item.type === type);
  const [failed, complete, suspended] = [last('Failed'), last('Complete'), last('Suspended')];
  if (failed) return { status: 'Degraded', message: failed.message };
  const message = (suspended ?? complete)?.message ?? '';
  if (!complete && !suspended) return { status: 'Progressing', message };
  return { status: suspended?.status === 'True' ? 'Suspended' : 'Healthy', message };
}

const CronJob = z.object({
  spec: z.object({ suspend: z.boolean().catch(false) }).catch({ suspend: false }),
  // A real API server always shows a status, be it empty.
  status: z
    .object({
      lastScheduleTime: z.string().optional(),
      lastSuccessfulTime: z.string().optional(),
      active: z.array(z.unknown()).catch([]),
    })
    .catch({ active: [] }),
});

/** As Argo CD does: only a last run that is known to have failed is Degraded. */
export function cronJobHealth(object: KubernetesObject): Health {
  const { spec, status } = CronJob.parse(object);
  const healthy = (message: string): Health => ({ status: 'Healthy', message });
  if (spec.suspend) return healthy('CronJob is Suspended');
  const { lastScheduleTime, lastSuccessfulTime, active } = status;
  if (lastScheduleTime === undefined) return healthy('CronJob has not been scheduled yet');
  if (lastSuccessfulTime === undefined)
    return healthy('The CronJob never completed successfully. It may not be healthy');
  if (active.length > 0) return healthy('The job is running. Its last execution may not have been successful');
  return lastSuccessfulTime < lastScheduleTime
    ? { status: 'Degraded', message: 'CronJob has not completed its last execution successfully' }
    : healthy('CronJob has completed its last execution successfully');
}
