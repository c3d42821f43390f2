import type { Resource } from '../resources/resource.ts';
import type { KubernetesObject, RemoveOptions } from './object-store.ts';
import { isReleased, uidConflict } from './prepare-write.ts';
import { conflict } from './status-failure.ts';

/**
 * What a delete makes of an object: `draft` is the object with its deletion begun (undefined when it has begun before
 * and nothing changes); `gone` tells that it can leave the store now.
 */
export function prepareRemoval(
  resource: Resource,
  old: KubernetesObject,
  options: RemoveOptions,
  now: number,
): { readonly draft?: KubernetesObject; readonly gone: boolean } {
  refuseOther(resource, old, options);
  const grace = graceOf(old, options);
  const finalizers = finalizersAfter(old, options.propagation);
  const begun = old.metadata.deletionTimestamp !== undefined;
  if (begun && grace >= (old.metadata.deletionGracePeriodSeconds ?? 0) && !isReleased(old)) return { gone: false };
  const draft: KubernetesObject = { ...old, metadata: { ...old.metadata } };
  draft.metadata.deletionTimestamp = timestamp(now + grace * 1000);
  draft.metadata.deletionGracePeriodSeconds = grace;
  if (finalizers.length > 0) draft.metadata.finalizers = finalizers;
  if (!begun && resource.generation) draft.metadata.generation = (old.metadata.generation ?? 0) + 1;
  if (old.kind === 'Namespace') draft.status = { ...(old.status as object | undefined), phase: 'Terminating' };
  return { draft, gone: isReleased(draft) };
}

function refuseOther(resource: Resource, old: KubernetesObject, { uid, resourceVersion }: RemoveOptions): void {
  const { metadata } = old;
  if (uid !== undefined && uid !== metadata.uid) throw uidConflict(resource, metadata.name, uid, metadata.uid);
  if (resourceVersion === undefined || resourceVersion === metadata.resourceVersion) return;
  const why = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`;
  throw conflict(resource, metadata.name, why);
}

/** Only pods have one: what is asked, else what the pod says; none where no kubelet could honour it. */
function graceOf(old: KubernetesObject, options: RemoveOptions): number {
  if (old.kind !== 'Pod') return 0;
  const spec = old.spec as { nodeName?: string; terminationGracePeriodSeconds?: number } | undefined;
  const phase = (old.status as { phase?: string } | undefined)?.phase;
  if (!spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return Math.max(0, options.graceSeconds ?? spec.terminationGracePeriodSeconds ?? 30);
}

/** The garbage collector takes these two off again when it has done its part. */
function finalizersAfter(old: KubernetesObject, propagation: RemoveOptions['propagation']): string[] {
  const kept = [...(old.metadata.finalizers ?? [])];
  const wanted = propagation === 'Foreground' ? 'foregroundDeletion' : propagation === 'Orphan' ? 'orphan' : undefined;
  if (wanted !== undefined && old.metadata.deletionTimestamp === undefined && !kept.includes(wanted)) kept.push(wanted);
  return kept;
}

/** RFC 3339 to the second, as in `metadata`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
