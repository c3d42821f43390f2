import type { KubernetesObject, ObjectStore } from '../../store/object-store.ts';
import { controllerOf, controllerReference, isControlledBy } from './owner-references.ts';
import { selects, type LabelSelector } from './label-selector.ts';

/**
 * The objects of the kind that the owner controls. As Kubernetes: those that match and have no controller are adopted,
 * those that match no longer are let go.
 */
export function claim<T extends KubernetesObject>(
  store: ObjectStore,
  owner: KubernetesObject,
  kind: string,
  selector: LabelSelector | undefined,
): T[] {
  const candidates = store.list(kind, { namespace: owner.metadata.namespace ?? '' });
  return candidates.flatMap((object) => claimOne(store, owner, selector, object)) as T[];
}

function claimOne(
  store: ObjectStore,
  owner: KubernetesObject,
  selector: LabelSelector | undefined,
  object: KubernetesObject,
): KubernetesObject[] {
  const deleting = owner.metadata.deletionTimestamp !== undefined || object.metadata.deletionTimestamp !== undefined;
  const references = object.metadata.ownerReferences ?? [];
  if (isControlledBy(object, owner)) {
    if (selects(selector, object)) return [object];
    if (!deleting)
      write(
        store,
        object,
        references.filter((reference) => reference.uid !== owner.metadata.uid),
      );
    return [];
  }
  if (controllerOf(object) || deleting || !selects(selector, object)) return [];
  return [write(store, object, [...references, controllerReference(owner)])];
}

function write(
  store: ObjectStore,
  object: KubernetesObject,
  ownerReferences: NonNullable<KubernetesObject['metadata']['ownerReferences']>,
): KubernetesObject {
  return store.update({ ...object, metadata: { ...object.metadata, ownerReferences } });
}
