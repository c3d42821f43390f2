import type { TimelineEventOf } from '../../domain/timeline.ts';
import type { Metadata } from './objects/metadata.ts';
import type { Fact } from './receipts.ts';

export interface Stored<View> {
  readonly view: View;
  readonly fact: Fact;
  /** Whether the object was there before the push. */
  readonly old: boolean;
}

/** What is known of one kind: its objects by name, and whether it is being observed. */
export interface KindStore<View extends { readonly metadata: Metadata } = { readonly metadata: Metadata }> {
  readonly objects: Map<string, Stored<View>>;
  /** Objects whose newest version cannot be read. */
  readonly malformed: Map<string, Fact>;
  /** Why the kind is not observed at present. */
  blind?: { readonly reason: string; readonly fact?: Fact };
  watch(event: TimelineEventOf<'watch'>, fact: Fact): boolean;
  listed(count: number, fact: Fact): void;
  gap(reason: string, fact: Fact): void;
}

interface Inventory<View extends { readonly metadata: Metadata }> extends KindStore<View> {
  /** Names sent since the last gap. */
  sent: Set<string>;
  /** The newest version of each name, also of what cannot be read or is gone. */
  readonly versions: Map<string, number>;
}

/** `read` gives undefined for what it cannot read. */
export function createKindStore<View extends { readonly metadata: Metadata }>(
  read: (object: unknown) => View | undefined,
): KindStore<View> {
  const store: Inventory<View> = {
    objects: new Map(),
    malformed: new Map(),
    versions: new Map(),
    sent: new Set(),
    blind: { reason: 'notListed' },
    watch: (event, fact) => applyWatch(store, read, event, fact),
    listed: (count, fact) => applyList(store, count, fact),
    gap(reason, fact) {
      store.sent = new Set();
      store.blind = { reason, fact };
    },
  };
  return store;
}

function applyWatch<View extends { readonly metadata: Metadata }>(
  store: Inventory<View>,
  read: (object: unknown) => View | undefined,
  event: TimelineEventOf<'watch'>,
  fact: Fact,
): boolean {
  const { name, version } = identify(event.object);
  const known = store.objects.get(name);
  if (isOutdated(store, name, version)) return false;
  if (version !== undefined) store.versions.set(name, version);
  if (event.event === 'DELETED') {
    store.sent.delete(name);
    const wasMalformed = store.malformed.delete(name);
    return store.objects.delete(name) || wasMalformed;
  }
  store.sent.add(name);
  const view = read(event.object);
  if (view === undefined) {
    store.malformed.set(name, fact);
    return true;
  }
  store.malformed.delete(name);
  const old = known !== undefined && known.view.metadata.uid === view.metadata.uid ? known.old : event.at < 0;
  store.objects.set(name, { view, fact, old });
  return true;
}

function applyList<View extends { readonly metadata: Metadata }>(
  store: Inventory<View>,
  count: number,
  fact: Fact,
): void {
  if (store.sent.size >= count) {
    for (const name of store.objects.keys()) if (!store.sent.has(name)) forget(store, name);
    for (const name of store.malformed.keys()) if (!store.sent.has(name)) store.malformed.delete(name);
    store.blind = undefined;
  } else if (store.objects.size === count || forgetLeaving(store, count)) {
    // Unchanged versions may be left out of a recording: as many are known as were listed.
    store.blind = undefined;
  } else {
    store.blind = { reason: 'listIncomplete', fact };
  }
  if (store.blind === undefined) store.sent = new Set();
}

/** The list repeats only what changed and is shorter than what is known by just those that were being deleted: they are gone. */
function forgetLeaving<View extends { readonly metadata: Metadata }>(store: Inventory<View>, count: number): boolean {
  const leaving = [...store.objects].filter(
    ([name, { view }]) => !store.sent.has(name) && typeof view.metadata.deletionTimestamp === 'string',
  );
  if (leaving.length === 0 || store.objects.size - leaving.length !== count) return false;
  for (const [name] of leaving) forget(store, name);
  return true;
}

function forget<View extends { readonly metadata: Metadata }>(store: Inventory<View>, name: string): void {
  const version = store.versions.get(name);
  // Its last version may be listed again; only what is older is outdated.
  if (version !== undefined) store.versions.set(name, version - 1);
  store.objects.delete(name);
}

/** An older version of an object, delayed or repeated, tells nothing new; nor does the last one of what is gone. */
function isOutdated<View extends { readonly metadata: Metadata }>(
  { versions, objects, malformed }: Inventory<View>,
  name: string,
  version: number | undefined,
): boolean {
  const last = versions.get(name);
  if (version === undefined || last === undefined) return false;
  return objects.has(name) || malformed.has(name) ? version < last : version <= last;
}

function identify(object: Readonly<Record<string, unknown>>): { readonly name: string; readonly version?: number } {
  const metadata = object['metadata'];
  if (typeof metadata !== 'object' || metadata === null) return { name: '' };
  const name = 'name' in metadata && typeof metadata.name === 'string' ? metadata.name : '';
  const version = 'resourceVersion' in metadata ? toNumber(metadata.resourceVersion) : undefined;
  return { name, version };
}

function toNumber(version: unknown): number | undefined {
  return typeof version === 'string' && /^\d{1,15}$/.test(version) ? Number(version) : undefined;
}
