import type { Controller, KubernetesObject, ObjectStore, OwnerReference } from '../../store/object-store.ts';
import { resourceTable } from '../../resources/resource-table.ts';
import { controlLoop } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { OwnerIndex } from './owner-index.ts';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Follows ownerReferences: what has no owner any more goes, and an owner that waits for its dependents is let go. */
export function garbageCollector(context: ControllerContext): Controller {
  const { store } = context;
  const index = new OwnerIndex();
  const loop = controlLoop(context, {
    name: 'garbage-collector',
    sources: resourceTable
      .filter(({ kind }) => kind !== 'Event' && kind !== 'Node')
      .map(({ kind }) => ({ kind, keys: (object: KubernetesObject) => index.note(object, isStored(store, object)) })),
    reconcile: (key) => {
      const [kind = '', namespace = '', name = ''] = key.split('/');
      const object = store.get(kind, namespace || undefined, name);
      if (object) collect(store, index, object);
    },
  });
  return loop;
}

function isStored(store: ObjectStore, { kind, metadata }: KubernetesObject): boolean {
  return store.get(kind, metadata.namespace, metadata.name)?.metadata.uid === metadata.uid;
}

function collect(store: ObjectStore, index: OwnerIndex, object: KubernetesObject): void {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined) return dropWithoutOwner(store, index, object);
  if (finalizers.includes(ORPHAN)) orphanDependents(store, index, object);
  else if (finalizers.includes(FOREGROUND)) deleteDependents(store, index, object);
}

function dropWithoutOwner(store: ObjectStore, index: OwnerIndex, object: KubernetesObject): void {
  const { ownerReferences = [], namespace, name, uid } = object.metadata;
  if (ownerReferences.length === 0) return;
  const owners = ownerReferences.map((reference) => ({ reference, owner: ownerOf(store, object, reference) }));
  const solid = owners.filter(({ owner }) => owner && !isWaiting(owner));
  const waiting = owners.filter(({ owner }) => owner && isWaiting(owner));
  if (solid.length > 0) {
    const kept = solid.map(({ reference }) => reference);
    if (kept.length < ownerReferences.length) setOwners(store, object, kept);
    return;
  }
  const propagation = waiting.length > 0 && index.dependents(uid ?? '').length > 0 ? 'Foreground' : 'Background';
  store.remove(object.kind, namespace, name, { propagation, ...(uid === undefined ? {} : { uid }) });
}

/** An owner that is being deleted in the foreground wants its dependents gone first. */
function isWaiting({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(FOREGROUND);
}

/** A reference to another namespace, another kind or a namesake with another uid refers to nothing. */
function ownerOf(
  store: ObjectStore,
  object: KubernetesObject,
  reference: OwnerReference,
): KubernetesObject | undefined {
  const clusterScoped = resourceTable.some(({ kind, namespaced }) => kind === reference.kind && !namespaced);
  const owner = store.get(reference.kind, clusterScoped ? undefined : object.metadata.namespace, reference.name);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

function orphanDependents(store: ObjectStore, index: OwnerIndex, owner: KubernetesObject): void {
  for (const dependent of dependentsOf(store, index, owner)) {
    const kept = (dependent.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
    setOwners(store, dependent, kept);
  }
  release(store, owner, ORPHAN);
}

function deleteDependents(store: ObjectStore, index: OwnerIndex, owner: KubernetesObject): void {
  for (const dependent of dependentsOf(store, index, owner)) {
    if (dependent.metadata.deletionTimestamp === undefined) dropWithoutOwner(store, index, dependent);
  }
  const blocking = dependentsOf(store, index, owner).some(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion),
  );
  if (!blocking) release(store, owner, FOREGROUND);
}

function dependentsOf(store: ObjectStore, index: OwnerIndex, owner: KubernetesObject): KubernetesObject[] {
  return index.dependents(owner.metadata.uid ?? '').flatMap((key) => {
    const [kind = '', namespace = '', name = ''] = key.split('/');
    const found = store.get(kind, namespace || undefined, name);
    return found?.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ? [found] : [];
  });
}

function setOwners(store: ObjectStore, object: KubernetesObject, ownerReferences: OwnerReference[]): void {
  const { ownerReferences: _, ...metadata } = object.metadata;
  store.update({ ...object, metadata: { ...metadata, ...(ownerReferences.length > 0 ? { ownerReferences } : {}) } });
}

function release(store: ObjectStore, object: KubernetesObject, finalizer: string): void {
  const finalizers = (object.metadata.finalizers ?? []).filter((one) => one !== finalizer);
  store.update({ ...object, metadata: { ...object.metadata, finalizers } });
}
