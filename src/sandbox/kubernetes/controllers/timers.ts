/** Later, in two kinds: tests bring their own and decide when. */
export interface Timers {
  /** Runs after what is going on now, before anything slow. */
  soon(run: () => void): void;
  /** Runs after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** A longer delay makes Node fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export const systemTimers: Timers = {
  soon: (run) => {
    setImmediate(run);
  },
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_DELAY_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
