/** Entries that are kept; then the oldest half goes. */
const MOST = 4000;
const FULL_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Answers about objects, by their whole hash: they never change, so each is asked for once. */
export interface ObjectMemory {
  /** `read` returns undefined for what may be there later, and is not kept. */
  once<T>(key: string, read: () => Promise<T | undefined>): Promise<T | undefined>;
}

export function createObjectMemory(): ObjectMemory {
  const known = new Map<string, unknown>();
  return {
    once: async <T>(key: string, read: () => Promise<T | undefined>) => {
      if (known.has(key)) return known.get(key) as T;
      const value = await read();
      if (value === undefined) return undefined;
      if (known.size >= MOST) for (const old of [...known.keys()].slice(0, MOST / 2)) known.delete(old);
      known.set(key, value);
      return value;
    },
  };
}

export function isFullHash(text: string): boolean {
  return FULL_HASH.test(text);
}
