import type { Controller, KubernetesObject } from '../../store/object-store.ts';
import { controlLoop } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';

/** Every namespace has a ServiceAccount `default`: pods name it when they name none. */
export function serviceAccountController(context: ControllerContext): Controller {
  const { store } = context;
  return controlLoop(context, {
    name: 'serviceaccount',
    sources: [
      { kind: 'Namespace', keys: ({ metadata }: KubernetesObject) => [metadata.name] },
      {
        kind: 'ServiceAccount',
        keys: ({ metadata }) => (metadata.name === 'default' ? [metadata.namespace ?? ''] : []),
      },
    ],
    reconcile: (namespace) => {
      const found = store.get('Namespace', undefined, namespace);
      if (!found || found.metadata.deletionTimestamp !== undefined) return;
      if (store.get('ServiceAccount', namespace, 'default')) return;
      store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
    },
  });
}
