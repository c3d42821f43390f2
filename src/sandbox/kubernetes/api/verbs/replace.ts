import { fieldsAt } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import type { ResourceRequest } from '../api-request.ts';
import { readKubernetesObject } from '../decode/read-kubernetes-object.ts';
import { sendObject } from '../render-object.ts';
import { readObject } from '../request-body.ts';
import { findTarget } from './get.ts';
import { dryRunFrom, validationFrom, warner } from './write-options.ts';

export async function replaceObject(request: ResourceRequest): Promise<void> {
  const body = await readObject(request.message);
  const old = findTarget(request);
  sendObject(request, 200, await storeObject(request, body, old));
}

/** Checks a whole new object and stores what its subresource may change. */
export async function storeObject(
  request: ResourceRequest,
  body: unknown,
  old: KubernetesObject,
): Promise<KubernetesObject> {
  const { context, target, query } = request;
  const object = readWhole(request, body, old.metadata);
  const options = { dryRun: dryRunFrom(query.getAll('dryRun')) };
  const stored =
    target.subresource === 'status'
      ? context.store.updateStatus(object, options)
      : context.store.update(withFinalizers(object, old, target.subresource), options);
  await context.store.flush();
  return stored;
}

/** A whole object as it is stored, checked against what its name and namespace must be. */
export function readWhole(
  request: ResourceRequest,
  body: unknown,
  { name, namespace }: { readonly name?: string; readonly namespace?: string },
): KubernetesObject {
  const { resource, query, view } = request;
  const object = readKubernetesObject(
    body,
    {
      resource,
      apiVersion: view.apiVersion,
      validation: validationFrom(query),
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
    },
    warner(request),
  );
  return view.in(object);
}

/** A Namespace's own finalizers change through `finalize` only. */
function withFinalizers(
  object: KubernetesObject,
  old: KubernetesObject,
  subresource: string | undefined,
): KubernetesObject {
  if (object.kind !== 'Namespace') return object;
  const chosen = subresource === 'finalize' ? object : old;
  return { ...object, spec: { ...fieldsAt(object, 'spec'), finalizers: fieldsAt(chosen, 'spec').finalizers ?? [] } };
}
