import type { KubernetesObject, ObjectStore } from '../../kubernetes/store/object-store.ts';
import { mergeIntoLive, withLastApplied } from '../compare/apply-plan.ts';
import { keyOf, servedResource } from '../resource-key.ts';

export interface ApplyOptions {
  /** Checks without writing. */
  readonly dryRun: boolean;
  /** Leaves out the record of what was applied, which is too large for an annotation with big objects. */
  readonly serverSide: boolean;
  /** Puts the manifest in the live object's place instead of merging. */
  readonly replace: boolean;
}

/** Applies like kubectl and says it in its words: `deployment.apps/web configured`. Throws what the API answers. */
export function applyObject(store: ObjectStore, target: KubernetesObject, options: ApplyOptions): string {
  const { kind, metadata } = target;
  const { group } = keyOf(target);
  const namespace = servedResource(target)?.namespaced === false ? undefined : metadata.namespace;
  const label = `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${metadata.name}`;
  const note = (object: KubernetesObject) =>
    options.serverSide || options.replace ? object : withLastApplied(object, target);
  const live = store.get(kind, namespace, metadata.name);
  if (!live) {
    store.create(note(target), { dryRun: options.dryRun });
    return `${label} created`;
  }
  const desired = options.replace ? replacement(live, target) : mergeIntoLive(live, target);
  const unchanged = store.update(desired, { dryRun: true }) === live;
  const updated = store.update(note(desired), { dryRun: options.dryRun });
  if (options.serverSide) return `${label} serverside-applied`;
  if (options.replace) return `${label} replaced`;
  return unchanged && updated !== undefined ? `${label} unchanged` : `${label} configured`;
}

function replacement(live: KubernetesObject, target: KubernetesObject): KubernetesObject {
  const { uid, resourceVersion } = live.metadata;
  const metadata = { ...target.metadata, ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) };
  return { ...target, metadata, ...(live.status === undefined ? {} : { status: live.status }) };
}
