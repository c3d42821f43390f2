import { setTimeout as delay } from 'node:timers/promises';

/** Time as the program sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};

/**
 * The wall clock of when this process began, from then on by a clock that nobody sets: what is measured while a release is judged must
 * not become longer or shorter when the machine's time is corrected. Not for processes that stay for days.
 */
export const steadyClock: Clock = { ...systemClock, now: () => Math.round(performance.timeOrigin + performance.now()) };
