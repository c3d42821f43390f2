import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { KubernetesObject } from '../store/object-store.ts';
import { expired } from '../store/status-failure.ts';

export interface Snapshot {
  readonly resourceVersion: string;
  readonly objects: readonly KubernetesObject[];
}

const LIFETIME_MS = 5 * 60_000;
const MOST = 64;

/** The rest of lists that are read page by page: every page is of one moment. Objects are shared, not copied. */
export class ListSnapshots {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly snapshot: Snapshot; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The token by which the rest is asked for. */
  keep(snapshot: Snapshot): string {
    for (const [key, { until }] of this.#kept) {
      if (until < this.#clock.now() || this.#kept.size >= MOST) this.#kept.delete(key);
    }
    const token = randomBytes(18).toString('base64url');
    this.#kept.set(token, { snapshot, until: this.#clock.now() + LIFETIME_MS });
    return token;
  }

  /** Throws Expired (410): the client lists anew. */
  take(token: string): Snapshot {
    const found = this.#kept.get(token);
    if (!found || found.until < this.#clock.now()) {
      throw expired(
        'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
      );
    }
    return found.snapshot;
  }
}
