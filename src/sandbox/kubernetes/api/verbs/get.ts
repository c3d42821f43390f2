import type { KubernetesObject } from '../../store/object-store.ts';
import { notFound } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { sendObject } from '../render-object.ts';

export function getObject(request: ResourceRequest): void {
  sendObject(request, 200, findTarget(request));
}

/** The object that the path names. Throws NotFound. */
export function findTarget({ context, resource, target }: ResourceRequest): KubernetesObject {
  const scope = resource.namespaced ? target.namespace : undefined;
  const found = context.store.get(resource.kind, scope, target.name ?? '');
  if (!found) throw notFound(resource, target.name ?? '');
  return found;
}
