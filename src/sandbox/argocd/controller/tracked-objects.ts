import { resourceTable } from '../../kubernetes/resources/resource-table.ts';
import type { KubernetesObject, ObjectStore, WatchEvent } from '../../kubernetes/store/object-store.ts';
import { podImages } from '../pod-images.ts';
import { keyOf, keyText, trackedBy } from '../resource-key.ts';

export interface TrackedChange {
  readonly application: string;
  /** managed: an object that carries the tracking annotation; tree: a pod below one. */
  readonly level: 'managed' | 'tree';
  readonly object: KubernetesObject;
}

const DEEPEST = 8;

/** Which Application owns which objects and pods, kept up to date by watching every kind. */
export class TrackedObjects {
  readonly #store: ObjectStore;
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  readonly #owners = new Map<string, string>();
  /** Pod uid → its Application and images. */
  readonly #pods = new Map<string, { readonly application: string; readonly images: readonly string[] }>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** Returns the way to stop. */
  start(changed: (change: TrackedChange) => void): () => void {
    const kinds = resourceTable.map(({ kind }) => kind).filter((kind) => kind !== 'Event');
    const since = this.#store.resourceVersion;
    for (const kind of kinds) for (const object of this.#store.list(kind)) this.#remember(object);
    for (const pod of this.#store.list('Pod')) this.#rememberPod(pod);
    const stops = kinds.map((kind) => this.#store.watch(kind, (event) => this.#heard(event, changed), since));
    return () => {
      for (const stop of stops) stop();
    };
  }

  of(application: string): KubernetesObject[] {
    return [...(this.#objects.get(application)?.values() ?? [])];
  }

  /** The images of the Application's pods, sorted: `status.summary.images`. */
  images(application: string): string[] {
    const images = [...this.#pods.values()]
      .filter((pod) => pod.application === application)
      .flatMap((pod) => pod.images);
    return [...new Set(images)].toSorted();
  }

  #heard({ type, object }: WatchEvent, changed: (change: TrackedChange) => void): void {
    const before = this.#owners.get(keyText(keyOf(object)));
    const owner = type === 'DELETED' ? this.#forget(object) : this.#remember(object);
    for (const application of new Set([before, owner])) {
      if (application !== undefined) changed({ application, level: 'managed', object });
    }
    if (object.kind !== 'Pod') return;
    const application = type === 'DELETED' ? this.#forgetPod(object) : this.#rememberPod(object);
    if (application !== undefined) changed({ application, level: 'tree', object });
  }

  #remember(object: KubernetesObject): string | undefined {
    const key = keyText(keyOf(object));
    const owner = trackedBy(object);
    const before = this.#owners.get(key);
    if (before !== undefined && before !== owner) this.#objects.get(before)?.delete(key);
    if (owner === undefined) {
      this.#owners.delete(key);
      return undefined;
    }
    this.#owners.set(key, owner);
    const objects = this.#objects.get(owner) ?? new Map<string, KubernetesObject>();
    this.#objects.set(owner, objects.set(key, object));
    return owner;
  }

  #forget(object: KubernetesObject): string | undefined {
    const key = keyText(keyOf(object));
    const owner = this.#owners.get(key);
    this.#owners.delete(key);
    if (owner !== undefined) this.#objects.get(owner)?.delete(key);
    return owner;
  }

  #rememberPod(pod: KubernetesObject): string | undefined {
    const uid = pod.metadata.uid ?? '';
    if (this.#pods.has(uid)) return undefined;
    const application = this.#rootOwner(pod, DEEPEST);
    if (application !== undefined) this.#pods.set(uid, { application, images: podImages(pod) });
    return application;
  }

  #forgetPod(pod: KubernetesObject): string | undefined {
    const known = this.#pods.get(pod.metadata.uid ?? '');
    this.#pods.delete(pod.metadata.uid ?? '');
    return known?.application;
  }

  #rootOwner(object: KubernetesObject, depth: number): string | undefined {
    const owner = trackedBy(object);
    if (owner !== undefined || depth === 0) return owner;
    for (const { kind, name, uid } of object.metadata.ownerReferences ?? []) {
      const parent = this.#store.get(kind, object.metadata.namespace, name);
      const found = parent?.metadata.uid === uid && parent ? this.#rootOwner(parent, depth - 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
