import type { KubernetesObject } from '../../store/object-store.ts';

/** Who depends on whom, by uid: finding the dependents of an owner must not mean listing everything. */
export class OwnerIndex {
  readonly #dependents = new Map<string, Set<string>>();
  readonly #owners = new Map<string, readonly string[]>();

  /** Takes note of an object as it is now; answers the keys that are worth a look: its own, its owners', its dependents'. */
  note(object: KubernetesObject, stored: boolean): string[] {
    const key = keyOfAny(object);
    const { uid = '', ownerReferences = [] } = object.metadata;
    const ownerKeys = ownerReferences.flatMap(({ kind, name }) => [
      `${kind}/${object.metadata.namespace ?? ''}/${name}`,
      `${kind}//${name}`,
    ]);
    for (const owner of this.#owners.get(key) ?? []) this.#forget(owner, key);
    this.#owners.delete(key);
    if (!stored) return [...ownerKeys, ...this.dependents(uid)];
    const owners = ownerReferences.map((reference) => reference.uid);
    if (owners.length > 0) this.#owners.set(key, owners);
    for (const owner of owners) this.#remember(owner, key);
    const interesting = owners.length > 0 || object.metadata.deletionTimestamp !== undefined;
    return interesting ? [key, ...(object.metadata.deletionTimestamp === undefined ? [] : ownerKeys)] : [];
  }

  dependents(uid: string): string[] {
    return [...(this.#dependents.get(uid) ?? [])];
  }

  #remember(owner: string, key: string): void {
    const keys = this.#dependents.get(owner) ?? new Set();
    this.#dependents.set(owner, keys.add(key));
  }

  #forget(owner: string, key: string): void {
    const keys = this.#dependents.get(owner);
    keys?.delete(key);
    if (keys?.size === 0) this.#dependents.delete(owner);
  }
}

/** `kind/namespace/name` */
function keyOfAny({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
