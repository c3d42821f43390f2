import type { TimelineEvent } from '../../src/domain/timeline.ts';

type Object = Readonly<Record<string, unknown>>;

/** The cluster as the events so far tell it: what a tool would read at that moment. */
export class World {
  readonly #objects = new Map<string, Map<string, Object>>();
  /** Commit of a remote head → what the branch contained then. */
  readonly #heads = new Map<string, Readonly<Record<string, boolean>>>();

  take(event: TimelineEvent): void {
    if (event.type === 'git') this.#heads.set(event.remoteHead, event.contains);
    if (event.type !== 'watch') return;
    const { kind, name } = namesOf(event.object);
    const objects = this.#objects.get(kind) ?? new Map<string, Object>();
    this.#objects.set(kind, objects);
    if (event.event === 'DELETED') objects.delete(name);
    else objects.set(name, event.object);
  }

  get(kind: string, name: string): Object | undefined {
    return this.#objects.get(kind)?.get(name);
  }

  all(kind: string): readonly Object[] {
    return [...(this.#objects.get(kind)?.values() ?? [])];
  }

  /** Whether the branch, when `head` was on top of it, contained the commit. */
  contains(head: string, commit: string): boolean {
    return this.#heads.get(head)?.[commit] === true;
  }
}

function namesOf(object: Object): { kind: string; name: string } {
  const { kind, metadata } = object as { kind?: unknown; metadata?: { name?: unknown } };
  return { kind: String(kind), name: String(metadata?.name) };
}
