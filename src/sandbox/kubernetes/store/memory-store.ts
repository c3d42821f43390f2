import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { Resource } from '../resources/resource.ts';
import { resourceOfKind } from '../resources/resource-table.ts';
import { admissionChain } from './admission/index.ts';
import type { AdmissionRequest } from './admission/admission.ts';
import { deepFreeze, equalJson } from './json.ts';
import { openObjectJournal, type ObjectJournal } from './object-journal.ts';
import type {
  KubernetesObject,
  ListOptions,
  ObjectStore,
  RemoveOptions,
  UserInfo,
  WatchEvent,
  WriteOptions,
} from './object-store.ts';
import { ObjectTable } from './object-table.ts';
import { prepareRemoval, timestamp } from './prepare-removal.ts';
import {
  draftOfNew,
  draftOfStatus,
  draftOfUpdate,
  isReleased,
  requireObject,
  requireResource,
} from './prepare-write.ts';
import { alreadyExists, statusFailure } from './status-failure.ts';
import { eventOf, WatchHub } from './watch-hub.ts';

/** Where uids and the endings of generated names come from. */
export interface RandomSource {
  uid(): string;
  /** Five characters that spell no words. */
  suffix(): string;
}

export interface StoreOptions {
  /** Where the objects are kept; without it they live as long as the process. */
  readonly folder?: string;
  readonly clock: Clock;
  readonly ids?: RandomSource;
  /** Events of a kind that a watch can catch up on. Default 2048. */
  readonly history?: number;
  /** Bytes of log above which it is rewritten. Default 8 MiB. */
  readonly compactAbove?: number;
}

/** A store that is closed when done: `close` flushes. */
export interface OpenObjectStore extends ObjectStore {
  close(): Promise<void>;
}

const CONTROLLERS: UserInfo = {
  username: 'system:kube-controller-manager',
  groups: ['system:authenticated'],
};
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const FIRST_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const MOST_EVENTS = 10_000;
/** Looking for the oldest costs a pass over all of them. */
const SWEEP_EVERY = 256;

const randomIds: RandomSource = {
  uid: () => randomUUID(),
  suffix: () => Array.from({ length: 5 }, () => SUFFIX_ALPHABET[randomInt(SUFFIX_ALPHABET.length)]).join(''),
};

/** Opens the store of a folder, or an empty one in memory. It begins with the namespaces that every cluster has. */
export async function createObjectStore(options: StoreOptions): Promise<OpenObjectStore> {
  const store = new MemoryStore(options);
  await store.open(options.folder, options.compactAbove);
  for (const name of FIRST_NAMESPACES) {
    if (!store.get('Namespace', undefined, name))
      store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  return store;
}

class MemoryStore implements OpenObjectStore {
  readonly #clock: Clock;
  readonly #ids: RandomSource;
  readonly #table = new ObjectTable();
  readonly #hub: WatchHub;
  #journal: ObjectJournal | undefined;
  #version = 0;
  #eventsSinceSweep = 0;

  constructor({ clock, ids, history }: StoreOptions) {
    this.#clock = clock;
    this.#ids = ids ?? randomIds;
    this.#hub = new WatchHub(history ?? 2048);
  }

  async open(folder: string | undefined, compactAbove: number | undefined): Promise<void> {
    if (folder === undefined) return;
    this.#journal = await openObjectJournal(folder, this.#table, () => this.#version, compactAbove);
    this.#version = this.#journal.version;
    this.#hub.startAt(this.#version);
  }

  get resourceVersion(): string {
    return String(this.#version);
  }

  get(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#table.get(kind, namespace, name);
  }

  list(kind: string, options?: ListOptions): KubernetesObject[] {
    return this.#table.list(kind, options);
  }

  create(object: KubernetesObject, { dryRun = false, user = CONTROLLERS }: WriteOptions = {}): KubernetesObject {
    const resource = requireResource(object.kind, resourceOfKind(object.kind));
    const draft = draftOfNew(resource, object, () => this.#ids.suffix());
    const { name, namespace } = draft.metadata;
    if (this.get(resource.kind, namespace, name)) throw alreadyExists(resource, name);
    draft.metadata.uid = this.#ids.uid();
    draft.metadata.creationTimestamp = timestamp(this.#clock.now());
    if (resource.generation) draft.metadata.generation = 1;
    if (resource.statusSubresource && resource.kind !== 'Node') delete draft.status;
    this.#admit({ operation: 'CREATE', resource, object: draft, store: this, user, dryRun });
    if (dryRun) return deepFreeze(draft);
    if (resource.kind === 'Event') this.#boundEvents();
    return this.#put(draft, undefined);
  }

  update(object: KubernetesObject, { dryRun = false, user = CONTROLLERS }: WriteOptions = {}): KubernetesObject {
    const { resource, old } = this.#find(object);
    const draft = draftOfUpdate(resource, object, old);
    this.#admit({ operation: 'UPDATE', resource, object: draft, old, store: this, user, dryRun });
    if (equalJson(draft, old)) return old;
    if (dryRun) return deepFreeze(draft);
    return isReleased(draft) ? this.#drop(draft, old) : this.#put(draft, old);
  }

  updateStatus(object: KubernetesObject, { dryRun = false, user = CONTROLLERS }: WriteOptions = {}): KubernetesObject {
    const { resource, old } = this.#find(object);
    const draft = draftOfStatus(resource, object, old);
    this.#admit({ operation: 'STATUS', resource, object: draft, old, store: this, user, dryRun });
    if (equalJson(draft, old)) return old;
    return dryRun ? deepFreeze(draft) : this.#put(draft, old);
  }

  remove(kind: string, namespace: string | undefined, name: string, options: RemoveOptions = {}) {
    const resource = requireResource(kind, resourceOfKind(kind));
    const old = this.get(kind, namespace, name);
    if (!old) return undefined;
    const { user = CONTROLLERS, dryRun = false } = options;
    this.#admit({ operation: 'DELETE', resource, object: old, old, store: this, user, dryRun });
    const { draft, gone } = prepareRemoval(resource, old, options, this.#clock.now());
    if (!draft) return old;
    if (dryRun) return deepFreeze(draft);
    return gone ? this.#drop(draft, old) : this.#put(draft, old);
  }

  watch(kind: string, listener: (event: WatchEvent) => void, since?: string): () => void {
    return this.#hub.subscribe(kind, listener, since === undefined ? this.#version : Number(since), this.#version);
  }

  async flush(): Promise<void> {
    await this.#journal?.flush();
  }

  async close(): Promise<void> {
    await this.#journal?.close(this.#version);
    this.#journal = undefined;
  }

  #find(object: KubernetesObject): { resource: Resource; old: KubernetesObject } {
    const resource = requireResource(object.kind, resourceOfKind(object.kind));
    const { namespace, name } = object.metadata;
    const scope = resource.namespaced ? namespace : undefined;
    return { resource, old: requireObject(resource, name, this.get(object.kind, scope, name)) };
  }

  #admit(request: AdmissionRequest): void {
    for (const admission of admissionChain) admission(request);
  }

  #put(draft: KubernetesObject, old: KubernetesObject | undefined): KubernetesObject {
    const object = this.#stamp(draft);
    this.#table.set(object);
    this.#journal?.put(this.#version, object);
    this.#hub.publish(object.kind, this.#version, eventOf(old, object, false));
    return object;
  }

  #drop(draft: KubernetesObject, old: KubernetesObject): KubernetesObject {
    const object = this.#stamp(draft);
    this.#table.delete(object);
    this.#journal?.gone(this.#version, object);
    this.#hub.publish(object.kind, this.#version, eventOf(old, object, true));
    return object;
  }

  #stamp(draft: KubernetesObject): KubernetesObject {
    this.#version += 1;
    if (!Number.isSafeInteger(this.#version))
      throw statusFailure(500, 'InternalError', 'resource versions are used up');
    draft.metadata.resourceVersion = String(this.#version);
    return deepFreeze(draft);
  }

  /** Events are many; how old they may get is for a controller, how many there may be is for the store. */
  #boundEvents(): void {
    this.#eventsSinceSweep += 1;
    if (this.#eventsSinceSweep < SWEEP_EVERY) return;
    this.#eventsSinceSweep = 0;
    const events = [...this.#table.oldest('Event')];
    for (const event of events.slice(0, Math.max(0, events.length - MOST_EVENTS))) {
      this.remove('Event', event.metadata.namespace, event.metadata.name);
    }
  }
}
