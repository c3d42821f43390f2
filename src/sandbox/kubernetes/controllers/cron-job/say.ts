import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import type { CronJob } from './cron-job.ts';

export function say(
  { store, clock }: ControllerContext,
  object: CronJob,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  recordEvent(store, clock, { object, type, reason, message, component: 'cronjob-controller' });
}
