import type { Clock } from '../../../ports/clock.ts';

/** Calls `act` every `intervalMs`, counted from start to start, one at a time, until the signal. */
export async function repeat(
  clock: Clock,
  intervalMs: number,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const startedAt = clock.now();
    await act();
    await pause(clock, Math.max(0, startedAt + intervalMs - clock.now()), signal);
  }
}

/** As `clock.sleep`, but an abort is just an end. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await clock.sleep(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** The work, or the end of waiting for it: what cannot be aborted goes on unseen, and may fail unheard. */
export async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) resolve();
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
