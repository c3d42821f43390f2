import type { Controller, KubernetesObject } from '../../store/object-store.ts';
import type { ControllerContext } from '../controller-context.ts';

/** As the API server's --event-ttl. */
const LIFETIME_MS = 3_600_000;
/** Those that end close together go together. */
const GRAIN_MS = 60_000;

/** Removes Events an hour after they were last written. (Their number is bounded by the store.) */
export function eventRetention({ store, clock, timers }: ControllerContext): Controller {
  let cancel: (() => void) | undefined;
  const arm = (ms: number): void => {
    cancel ??= timers.after(ms, () => {
      cancel = undefined;
      sweep();
    });
  };
  const sweep = (): void => {
    const now = clock.now();
    let oldest = Number.POSITIVE_INFINITY;
    for (const event of store.list('Event')) {
      const end = lastWritten(event) + LIFETIME_MS;
      if (end <= now) store.remove('Event', event.metadata.namespace, event.metadata.name);
      else oldest = Math.min(oldest, end);
    }
    if (Number.isFinite(oldest)) arm(Math.max(oldest - now, GRAIN_MS));
  };
  const start = (): (() => Promise<void>) => {
    const stop = store.watch('Event', ({ type }) => type === 'ADDED' && arm(LIFETIME_MS));
    sweep();
    return async () => {
      stop();
      cancel?.();
      cancel = undefined;
    };
  };
  return { name: 'event-retention', start };
}

function lastWritten(event: KubernetesObject): number {
  const series = event.series as { lastObservedTime?: string } | undefined;
  const times = [series?.lastObservedTime, event.lastTimestamp, event.eventTime, event.metadata.creationTimestamp];
  return Math.max(0, ...times.map((time) => (typeof time === 'string' ? Date.parse(time) || 0 : 0)));
}
