const EVERY_MS = 30_000;

/** One timer for the bookmarks of all watches; it runs only while there are any. */
export class WatchTicks {
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  /** Calls back every 30 seconds until the answer is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      for (const tick of this.#listeners) tick();
    }, EVERY_MS).unref();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}
