import type { Clock } from '../../../ports/clock.ts';

/** As `clock.sleep`, but an abort is just an end. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await clock.sleep(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

const GRACE_MS = 1000;

/** The work; after an abort at most a second more of it: what hangs goes on unseen, and may fail unheard. */
export async function unlessHung(clock: Clock, signal: AbortSignal, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, aborted.then(async () => await pause(clock, GRACE_MS, done.signal))]);
  } finally {
    done.abort();
  }
}
