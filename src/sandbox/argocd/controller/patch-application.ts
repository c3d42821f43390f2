import type { KubernetesObject, ObjectStore } from '../../kubernetes/store/object-store.ts';

/** An Application that may be changed: a copy of what the store holds. */
export interface ApplicationDraft extends KubernetesObject {
  operation?: unknown;
  status: Record<string, unknown>;
}

/**
 * Changes an Application as a patch would: on what is there now, so that nobody else's write is lost. Undefined when
 * it is gone. A change that changes nothing makes no event.
 */
export function patchApplication(
  store: ObjectStore,
  namespace: string,
  name: string,
  change: (draft: ApplicationDraft) => void,
): KubernetesObject | undefined {
  const found = store.get('Application', namespace, name);
  if (!found) return undefined;
  const draft = structuredClone(found);
  const status = typeof draft.status === 'object' && draft.status !== null ? draft.status : {};
  const changed = Object.assign(draft, { status: status as Record<string, unknown> });
  change(changed);
  return store.update(changed);
}
