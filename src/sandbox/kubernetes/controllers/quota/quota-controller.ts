import { resourceTable } from '../../resources/resource-table.ts';
import { quotaUse } from '../../store/admission/resource-quota.ts';
import { equalJson } from '../../store/json.ts';
import type { Controller, KubernetesObject } from '../../store/object-store.ts';
import { controlLoop, keyOf, own, splitKey, type Source } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { isTerminal, type Pod } from '../objects/pod.ts';

/** Keeps `status.used` of each ResourceQuota; the limit itself is held by admission, which counts afresh. */
export function quotaController(context: ControllerContext): Controller {
  const { store } = context;
  const counted: Source[] = resourceTable
    .filter(({ namespaced, kind }) => namespaced && kind !== 'Event' && kind !== 'ResourceQuota')
    .map(({ kind }) => ({
      kind,
      keys: (object, previous) => {
        if (previous && !changesUse(store, object, previous)) return [];
        return store.list('ResourceQuota', { namespace: object.metadata.namespace ?? '' }).map(keyOf);
      },
    }));
  return controlLoop(context, {
    name: 'resourcequota',
    sources: [own('ResourceQuota'), ...counted],
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const quota = store.get('ResourceQuota', namespace, name);
      if (!quota) return;
      const { hard = {} } = quota.spec as { hard?: Record<string, unknown> };
      const status = { hard, used: quotaUse(store, quota, resourceTable) };
      if (!equalJson(status, quota.status)) store.updateStatus({ ...quota, status });
    },
  });
}

/** An update changes what is used only when an object leaves, or a pod ends. */
function changesUse(store: ControllerContext['store'], object: KubernetesObject, previous: KubernetesObject): boolean {
  const { namespace, name } = object.metadata;
  if (!store.get(object.kind, namespace, name)) return true;
  return object.kind === 'Pod' && isTerminal(object as Pod) !== isTerminal(previous as Pod);
}
