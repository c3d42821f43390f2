export interface BackOffOptions {
  /** 10 000 as in Kubernetes; tests bring less. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export const kubeletBackOff: BackOffOptions = { firstMs: 10_000, longestMs: 300_000 };

/** Delays that double, and begin anew after a long time without trouble. */
export class BackOff {
  readonly #options: BackOffOptions;
  #last: number | undefined;
  #at = 0;

  constructor(options: BackOffOptions) {
    this.#options = options;
  }

  /** The delay after trouble at `now`, from the shortest on. */
  next(now: number): number {
    const { firstMs, longestMs } = this.#options;
    this.#last = this.#isFresh(now) ? firstMs : Math.min((this.#last || firstMs / 2) * 2, longestMs);
    this.#at = now;
    return this.#last;
  }

  /** As `next`, but the first trouble costs nothing: a crashed container is started again at once. */
  nextRestart(now: number): number {
    if (!this.#isFresh(now)) return this.next(now);
    this.#last = 0;
    this.#at = now;
    return 0;
  }

  #isFresh(now: number): boolean {
    return this.#last === undefined || now - this.#at > 2 * this.#options.longestMs;
  }
}

/** `10s`, `2m40s` as Go prints a duration. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const minutes = Math.floor(ms / 60_000);
  return minutes === 0 ? `${ms / 1000}s` : `${minutes}m${(ms % 60_000) / 1000}s`;
}
