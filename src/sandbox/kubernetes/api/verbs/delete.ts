import { fieldsAt, fieldsOf, numberOf, textOf, type Fields } from '../../resources/fields.ts';
import type { KubernetesObject, RemoveOptions } from '../../store/object-store.ts';
import { badRequest } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { rendererFor, sendObject } from '../render-object.ts';
import { readObject } from '../request-body.ts';
import { sendJson, sendText } from '../responses.ts';
import { findTarget } from './get.ts';
import { selectedObjects } from './list.ts';
import { dryRunFrom } from './write-options.ts';

/** Answers with the object while something holds it, with a Status when it is gone. */
export async function deleteObject(request: ResourceRequest): Promise<void> {
  const { context, resource, response } = request;
  const options = await removeOptions(request);
  const old = findTarget(request);
  const { name, namespace, uid } = old.metadata;
  const removed = context.store.remove(resource.kind, namespace, name, options) ?? old;
  await context.store.flush();
  if (context.store.get(resource.kind, namespace, name)?.metadata.uid === uid) return sendObject(request, 200, removed);
  const details = { name, ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.plural, uid };
  sendJson(response, 200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

export async function deleteCollection(request: ResourceRequest): Promise<void> {
  const { context, resource, response } = request;
  const options = await removeOptions(request);
  const removed = selectedObjects(request).map(({ metadata }): KubernetesObject | undefined =>
    context.store.remove(resource.kind, metadata.namespace, metadata.name, options),
  );
  await context.store.flush();
  const list = removed.filter((object) => object !== undefined);
  const text = rendererFor(request).list(list, { resourceVersion: context.store.resourceVersion });
  sendText(response, 200, text, 'application/json');
}

async function removeOptions({ message, query }: ResourceRequest): Promise<RemoveOptions> {
  const body: Fields = fieldsOf(await readObject(message)) ?? {};
  const { uid, resourceVersion } = fieldsAt(body, 'preconditions');
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds') ?? undefined;
  const propagation = propagationFrom(body, query);
  const dryRun = Array.isArray(body.dryRun) ? body.dryRun.map(textOf) : query.getAll('dryRun');
  return {
    ...(typeof uid === 'string' ? { uid } : {}),
    ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    ...(grace === undefined ? {} : { graceSeconds: graceFrom(grace) }),
    ...(propagation === undefined ? {} : { propagation }),
    dryRun: dryRunFrom(dryRun),
  };
}

function graceFrom(value: unknown): number {
  const seconds = typeof value === 'string' ? Number(value) : numberOf(value);
  if (Number.isSafeInteger(seconds) && seconds >= 0) return seconds;
  throw badRequest('gracePeriodSeconds: must be greater than or equal to 0');
}

function propagationFrom(body: Fields, query: URLSearchParams): RemoveOptions['propagation'] {
  const policy = textOf(body.propagationPolicy) || query.get('propagationPolicy') || '';
  if (policy === 'Background' || policy === 'Foreground' || policy === 'Orphan') return policy;
  if (policy !== '') {
    throw badRequest(`propagationPolicy: Unsupported value: supported values: "Foreground", "Background", "Orphan"`);
  }
  return body.orphanDependents === true ? 'Orphan' : undefined;
}
