import { fieldsAt, fieldsOf, numberOf } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { badRequest, statusFailure } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { mediaTypeOf, parseText, readBody, readObject } from '../request-body.ts';
import { sendJson } from '../responses.ts';
import { formatSelector } from '../tables/format-selector.ts';
import { findTarget } from '../verbs/get.ts';
import { dryRunFrom } from '../verbs/write-options.ts';

/** `scale`: the number of replicas alone, as autoscaling/v1 has it. */
export async function serveScale(request: ResourceRequest): Promise<void> {
  const { method, message, response, context, query } = request;
  if (method === 'GET') return sendJson(response, 200, scaleOf(findTarget(request)));
  if (method !== 'PUT' && method !== 'PATCH')
    throw statusFailure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  const type = mediaTypeOf(message);
  const body = method === 'PUT' ? await readObject(message) : parseText(await readBody(message), false);
  const old = findTarget(request);
  const wanted =
    method === 'PUT'
      ? body
      : type.includes('json-patch')
        ? applyJsonPatch(scaleOf(old), body)
        : applyMergePatch(scaleOf(old), body);
  const { resourceVersion, uid } = fieldsAt(wanted, 'metadata');
  const stored = context.store.update(
    {
      ...old,
      metadata: {
        ...old.metadata,
        ...(typeof uid === 'string' ? { uid } : {}),
        resourceVersion: method === 'PUT' && typeof resourceVersion === 'string' ? resourceVersion : '',
      },
      spec: { ...fieldsOf(old.spec), replicas: replicasFrom(wanted) },
    },
    { dryRun: dryRunFrom(query.getAll('dryRun')) },
  );
  await context.store.flush();
  sendJson(response, 200, scaleOf(stored));
}

function replicasFrom(scale: unknown): number {
  const replicas = fieldsAt(scale, 'spec').replicas ?? 0;
  if (typeof replicas === 'number' && Number.isSafeInteger(replicas) && replicas >= 0) return replicas;
  throw badRequest('spec.replicas: Invalid value: must be greater than or equal to 0');
}

function scaleOf(object: KubernetesObject): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberOf(fieldsAt(object, 'spec').replicas) },
    status: {
      replicas: numberOf(fieldsAt(object, 'status').replicas),
      selector: formatSelector(fieldsAt(object, 'spec').selector),
    },
  };
}
