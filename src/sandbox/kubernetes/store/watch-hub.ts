import type { KubernetesObject, WatchEvent } from './object-store.ts';
import { expired } from './status-failure.ts';

interface Entry {
  readonly version: number;
  readonly kind: string;
  readonly event: WatchEvent;
}

interface Subscription {
  readonly listener: (event: WatchEvent) => void;
  /** The last version delivered: nothing is told twice, nothing is left out. */
  version: number;
  active: boolean;
}

/** History and listeners of every kind. Events come in the order of writes, also when a listener writes. */
export class WatchHub {
  readonly #kept: number;
  readonly #history = new Map<string, Entry[]>();
  readonly #subscriptions = new Map<string, Set<Subscription>>();
  /** Versions at or below it can no longer be resumed from, a kind; `#start` for all. */
  readonly #floor = new Map<string, number>();
  #start = 0;
  #queue: Entry[] = [];
  #delivering = false;

  /** `kept`: events of a kind that a watch may catch up on. */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** Nothing before `version` can be resumed from: it was lost with the last process. */
  startAt(version: number): void {
    this.#start = version;
  }

  publish(kind: string, version: number, event: WatchEvent): void {
    const entry = { version, kind, event };
    this.#remember(entry);
    this.#queue.push(entry);
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#deliver(next);
    } finally {
      this.#delivering = false;
    }
  }

  subscribe(kind: string, listener: (event: WatchEvent) => void, since: number, now: number): () => void {
    if (since < Math.max(this.#start, this.#floor.get(kind) ?? 0)) {
      throw expired(`too old resource version: ${since} (${now})`);
    }
    const subscription: Subscription = { listener, version: Math.max(since, 0), active: true };
    const all = this.#subscriptions.get(kind) ?? new Set();
    this.#subscriptions.set(kind, all.add(subscription));
    for (const entry of entriesAfter(this.#history.get(kind) ?? [], since)) tell(subscription, entry);
    return () => {
      subscription.active = false;
      all.delete(subscription);
    };
  }

  #remember(entry: Entry): void {
    const history = this.#history.get(entry.kind) ?? [];
    this.#history.set(entry.kind, history);
    history.push(entry);
    if (history.length < 2 * this.#kept) return;
    const dropped = history.splice(0, history.length - this.#kept);
    this.#floor.set(entry.kind, dropped.at(-1)?.version ?? 0);
  }

  #deliver(entry: Entry): void {
    for (const subscription of this.#subscriptions.get(entry.kind) ?? []) tell(subscription, entry);
  }
}

function tell(subscription: Subscription, entry: Entry): void {
  if (!subscription.active || entry.version <= subscription.version) return;
  subscription.version = entry.version;
  try {
    subscription.listener(entry.event);
  } catch (error) {
    // The writer is not to blame for a broken listener; it surfaces as the bug it is.
    queueMicrotask(() => {
      throw error;
    });
  }
}

function entriesAfter(history: readonly Entry[], since: number): Entry[] {
  const first = history.findLastIndex((entry) => entry.version <= since) + 1;
  return history.slice(first);
}

/** The event of a write: what there was before decides what watchers hear. */
export function eventOf(previous: KubernetesObject | undefined, object: KubernetesObject, gone: boolean): WatchEvent {
  if (gone) return { type: 'DELETED', object, ...(previous ? { previous } : {}) };
  return previous ? { type: 'MODIFIED', object, previous } : { type: 'ADDED', object };
}
