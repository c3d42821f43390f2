import type { Timers } from './timers.ts';

/** As client-go's default: 5 ms, doubled with each failure, at most this. */
const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 1_000_000;

export interface WorkQueueOptions {
  readonly timers: Timers;
  /** Brings one key to its wanted state. A throw is retried with back-off. */
  readonly process: (key: string) => void;
  readonly failed: (key: string, error: unknown, retryMs: number) => void;
}

/** Keys to look at: however often a key is added, it is processed once a batch. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #delayed = new Map<string, { at: number; cancel: () => void }>();
  readonly #failures = new Map<string, number>();
  #waiting = new Set<string>();
  #scheduled = false;
  #stopped = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    if (this.#stopped) return;
    this.#waiting.add(key);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#options.timers.soon(() => this.#drain());
  }

  /** The earliest of several delays of one key holds. */
  addAfter(key: string, ms: number, now: number): void {
    const at = now + Math.max(ms, 0);
    const known = this.#delayed.get(key);
    if (this.#stopped || (known && known.at <= at)) return;
    known?.cancel();
    const cancel = this.#options.timers.after(at - now, () => {
      this.#delayed.delete(key);
      this.add(key);
    });
    this.#delayed.set(key, { at, cancel });
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#delayed.values()) cancel();
    this.#delayed.clear();
    this.#waiting.clear();
  }

  #drain(): void {
    this.#scheduled = false;
    const batch = this.#waiting;
    this.#waiting = new Set();
    for (const key of batch) {
      if (this.#stopped) return;
      this.#process(key);
    }
  }

  #process(key: string): void {
    try {
      this.#options.process(key);
      this.#failures.delete(key);
    } catch (error) {
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
      this.#options.failed(key, error, retryMs);
      // Not `addAfter`: its earliest-holds rule is for deadlines, and a deadline must not be lost to a retry.
      this.#options.timers.after(retryMs, () => this.add(key));
    }
  }
}
