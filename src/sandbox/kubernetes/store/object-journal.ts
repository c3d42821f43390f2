import { join } from 'node:path';
import { deepFreeze, jsonText } from './json.ts';
import { openJournal, type Journal, type Line } from './journal.ts';
import type { KubernetesObject } from './object-store.ts';
import type { ObjectTable } from './object-table.ts';

const FORMAT = 1;
const COMPACT_ABOVE = 8 * 1024 * 1024;
/** After a crash watchers may have seen versions that never reached the disk: none of them is given out again. */
const CRASH_LEAP = 100_000;

type Entry =
  | { readonly format: number; readonly version: number }
  | { readonly version: number; readonly put: KubernetesObject }
  | { readonly version: number; readonly gone: readonly [kind: string, namespace: string, name: string] }
  | { readonly version: number; readonly closed: true };

/** The objects on disk, as a log of puts and deletes. */
export interface ObjectJournal {
  /** The counter to go on from. */
  readonly version: number;
  put(version: number, object: KubernetesObject): void;
  gone(version: number, object: KubernetesObject): void;
  flush(): Promise<void>;
  /** Says that nothing was lost, then closes. */
  close(version: number): Promise<void>;
}

/** Reads `folder/objects.log` into the table and goes on writing it. Throws when it is damaged or newer than this program. */
export async function openObjectJournal(
  folder: string,
  table: ObjectTable,
  currentVersion: () => number,
  compactAbove = COMPACT_ABOVE,
): Promise<ObjectJournal> {
  const path = join(folder, 'objects.log');
  const state = { version: 0, closed: true, empty: true };
  const snapshot = (): Line[] => [headerLine(currentVersion()), ...table.all().map(putLine)];
  const journal = await openJournal({ path, snapshot, compactAbove }, (line, number) => {
    apply(parseEntry(line, path, number), table, state);
  });
  if (!state.closed) state.version += CRASH_LEAP;
  journal.append(headerLine(state.version));
  return writer(journal, state.version);
}

function writer(journal: Journal, version: number): ObjectJournal {
  return {
    version,
    put: (_, object) => journal.append(putLine(object)),
    gone: (at, { kind, metadata }) =>
      journal.append(() => JSON.stringify({ version: at, gone: [kind, metadata.namespace ?? '', metadata.name] })),
    flush: async () => await journal.flush(),
    close: async (at) => {
      journal.append(() => JSON.stringify({ version: at, closed: true }));
      await journal.close();
    },
  };
}

function headerLine(version: number): Line {
  return () => JSON.stringify({ format: FORMAT, version });
}

function putLine(object: KubernetesObject): Line {
  return () => `{"version":${object.metadata.resourceVersion},"put":${jsonText(object)}}`;
}

function parseEntry(line: string, path: string, number: number): Entry {
  const entry = JSON.parse(line) as Entry;
  if (typeof entry !== 'object' || entry === null || typeof entry.version !== 'number') {
    throw new Error(`${path}: line ${number} is not an entry of the object log`);
  }
  if ('format' in entry && entry.format !== FORMAT) {
    throw new Error(`${path}: format ${entry.format} is not known to this version (it knows ${FORMAT})`);
  }
  return entry;
}

function apply(entry: Entry, table: ObjectTable, state: { version: number; closed: boolean }): void {
  state.version = Math.max(state.version, entry.version);
  state.closed = 'closed' in entry;
  if ('put' in entry) table.set(deepFreeze(entry.put));
  if ('gone' in entry) {
    const [kind, namespace, name] = entry.gone;
    const object = table.get(kind, namespace, name);
    if (object) table.delete(object);
  }
}
