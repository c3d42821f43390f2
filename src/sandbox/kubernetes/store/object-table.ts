import type { KubernetesObject, ListOptions } from './object-store.ts';

/** The objects by kind, namespace and name. Names never index plain objects. */
export class ObjectTable {
  readonly #kinds = new Map<string, Map<string, Map<string, KubernetesObject>>>();

  get(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#kinds
      .get(kind)
      ?.get(namespace ?? '')
      ?.get(name);
  }

  set(object: KubernetesObject): void {
    const namespaces = getOrAdd(this.#kinds, object.kind);
    getOrAdd(namespaces, object.metadata.namespace ?? '').set(object.metadata.name, object);
  }

  delete({ kind, metadata }: KubernetesObject): void {
    const namespaces = this.#kinds.get(kind);
    const names = namespaces?.get(metadata.namespace ?? '');
    names?.delete(metadata.name);
    if (names?.size === 0) namespaces?.delete(metadata.namespace ?? '');
  }

  /** Sorted by namespace, then name, as etcd keeps its keys. */
  list(kind: string, options: ListOptions = {}): KubernetesObject[] {
    const namespaces = this.#kinds.get(kind);
    if (!namespaces) return [];
    const wanted = options.namespace === undefined ? [...namespaces.keys()].toSorted() : [options.namespace];
    const labels = Object.entries(options.labels ?? {});
    return wanted.flatMap((namespace) =>
      [...(namespaces.get(namespace)?.values() ?? [])]
        .filter((object) => labels.every(([key, value]) => object.metadata.labels?.[key] === value))
        .toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1)),
    );
  }

  /** In the order they came, a namespace. */
  *oldest(kind: string): Generator<KubernetesObject> {
    for (const names of this.#kinds.get(kind)?.values() ?? []) yield* names.values();
  }

  all(): KubernetesObject[] {
    return [...this.#kinds.values()].flatMap((namespaces) =>
      [...namespaces.values()].flatMap((names) => [...names.values()]),
    );
  }
}

function getOrAdd<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const found = map.get(key);
  if (found) return found;
  const added = new Map<string, V>();
  map.set(key, added);
  return added;
}
