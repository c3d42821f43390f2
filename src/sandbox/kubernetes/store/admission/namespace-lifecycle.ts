import { forbidden, notFound } from '../status-failure.ts';
import { resourceOfKind } from '../../resources/resource-table.ts';
import type { AdmissionRequest } from './admission.ts';

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Nothing is created in a namespace that is not there or is going; the first namespaces stay. */
export function namespaceLifecycle(request: AdmissionRequest): void {
  const { operation, resource, object, store } = request;
  const { name, namespace } = object.metadata;
  if (operation === 'DELETE' && resource.kind === 'Namespace' && IMMORTAL.has(name)) {
    throw forbidden(resource, name, 'this namespace may not be deleted');
  }
  if (operation !== 'CREATE' || namespace === undefined) return;
  const found = store.get('Namespace', undefined, namespace);
  const namespaces = resourceOfKind('Namespace');
  if (!found && namespaces) throw notFound(namespaces, namespace);
  if (found?.metadata.deletionTimestamp !== undefined) {
    throw forbidden(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}
