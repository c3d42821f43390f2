/** Entries that are kept; then the oldest half goes. */
const MOST = 4000;
const FULL_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Answers about objects, by their whole hash: they never change, so each is asked for once. */
export interface ObjectMemory {
  /** What `read` gives; undefined may be there later, and is not kept. */
  once<T>(key: string, read: () => Promise<T>): Promise<T>;
  known(key: string): unknown;
  /** Keeps an answer that was learned in another way. */
  keep(key: string, value: unknown): void;
}

export function createObjectMemory(): ObjectMemory {
  const known = new Map<string, unknown>();
  const keep = (key: string, value: unknown) => {
    if (known.size >= MOST) for (const old of [...known.keys()].slice(0, MOST / 2)) known.delete(old);
    known.set(key, value);
  };
  return {
    keep,
    known: (key) => known.get(key),
    once: async <T>(key: string, read: () => Promise<T>) => {
      if (known.has(key)) return known.get(key) as T;
      const value = await read();
      if (value !== undefined) keep(key, value);
      return value;
    },
  };
}

export function isFullHash(text: string): boolean {
  return FULL_HASH.test(text);
}
