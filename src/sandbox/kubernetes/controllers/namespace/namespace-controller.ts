import type { Controller, KubernetesObject } from '../../store/object-store.ts';
import { resourceTable } from '../../resources/resource-table.ts';
import { controlLoop } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';

const FINALIZER = 'kubernetes';

interface Namespace extends KubernetesObject {
  spec?: { readonly finalizers?: readonly string[] };
  status?: { readonly phase?: string };
}

/** Empties a namespace that is being deleted, then lets it go. */
export function namespaceController(context: ControllerContext): Controller {
  const { store } = context;
  // Events of its own kind, and the last object to leave, wake it: nothing is asked in between.
  const leaving = contentKinds().map((kind) => ({
    kind,
    keys: ({ metadata }: KubernetesObject) => {
      const namespace = metadata.namespace ?? '';
      const found = store.get('Namespace', undefined, namespace);
      return found?.metadata.deletionTimestamp === undefined ? [] : [namespace];
    },
  }));
  return controlLoop(context, {
    name: 'namespace',
    sources: [{ kind: 'Namespace', keys: ({ metadata }) => [metadata.name] }, ...leaving],
    reconcile: (name) => {
      const namespace = store.get('Namespace', undefined, name) as Namespace | undefined;
      if (!namespace) return;
      if (namespace.metadata.deletionTimestamp === undefined) activate(context, namespace);
      else empty(context, namespace);
    },
  });
}

function contentKinds(): string[] {
  const kinds = resourceTable.filter((resource) => resource.namespaced).map((resource) => resource.kind);
  // The controllers of the workloads stop first, else they would create what was just deleted.
  return kinds.toSorted((left, right) => Number(left === 'Pod') - Number(right === 'Pod'));
}

function activate({ store }: ControllerContext, namespace: Namespace): void {
  if (namespace.status?.phase === undefined) store.updateStatus({ ...namespace, status: { phase: 'Active' } });
}

function empty({ store }: ControllerContext, namespace: Namespace): void {
  const { name } = namespace.metadata;
  let left = 0;
  for (const kind of contentKinds()) {
    for (const object of store.list(kind, { namespace: name })) {
      if (object.metadata.deletionTimestamp === undefined) {
        store.remove(kind, name, object.metadata.name, { propagation: 'Background' });
      }
      if (store.get(kind, name, object.metadata.name)) left += 1;
    }
  }
  if (left > 0) return;
  // The finalizer of the spec is a subresource of its own in the real API; here an update takes it off.
  const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  const { spec, ...rest } = store.get('Namespace', undefined, name) ?? namespace;
  store.update({ ...rest, spec: { ...(spec as Namespace['spec']), finalizers } });
  const kept = store.get('Namespace', undefined, name);
  if (kept && finalizers.length === 0) store.remove('Namespace', undefined, name);
}
