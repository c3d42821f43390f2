import type { Clock } from '../../../platform/clock.ts';

interface Item {
  running: boolean;
  again: boolean;
  timer: { readonly due: number; readonly abort: AbortController } | undefined;
}

const AFTER_FAILURE_MS = 5000;

/**
 * Works on keys one at a time each, different ones at once. A key that is added while it is worked on comes again; one
 * whose work failed too, after a pause.
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #work: (key: string) => Promise<void>;
  readonly #failed: (key: string, error: unknown) => void;
  readonly #items = new Map<string, Item>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(clock: Clock, work: (key: string) => Promise<void>, failed: (key: string, error: unknown) => void) {
    this.#clock = clock;
    this.#work = work;
    this.#failed = failed;
  }

  /** After `delayMs`; an earlier time that was asked for before stands. */
  add(key: string, delayMs = 0): void {
    if (this.#stopped) return;
    const item = this.#items.get(key) ?? { running: false, again: false, timer: undefined };
    this.#items.set(key, item);
    const due = this.#clock.now() + delayMs;
    if (item.timer && item.timer.due <= due) return;
    item.timer?.abort.abort();
    const abort = new AbortController();
    item.timer = { due, abort };
    // Even without delay not at once: what one write sets off is worked on when the writer is done.
    void this.#clock.sleep(Math.max(0, delayMs), abort.signal).then(
      () => {
        item.timer = undefined;
        this.#begin(key, item);
      },
      () => undefined,
    );
  }

  /** Resolves when nothing is worked on any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { timer } of this.#items.values()) timer?.abort.abort();
    await Promise.all(this.#running);
  }

  #begin(key: string, item: Item): void {
    if (this.#stopped) return;
    if (item.running) {
      item.again = true;
      return;
    }
    item.running = true;
    const work = this.#work(key)
      .catch((error: unknown) => {
        this.#failed(key, error);
        this.add(key, AFTER_FAILURE_MS);
      })
      .finally(() => {
        item.running = false;
        this.#running.delete(work);
        if (!item.again) return;
        item.again = false;
        this.#begin(key, item);
      });
    this.#running.add(work);
  }
}
