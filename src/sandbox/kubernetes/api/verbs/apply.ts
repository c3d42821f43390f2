import { fieldsOf, listOf, textOf, type Fields } from '../../resources/fields.ts';
import { apiVersionOf } from '../../resources/resource.ts';
import { schemaOfKind } from '../../resources/schema.ts';
import { equalJson } from '../../store/json.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { badRequest, statusFailure } from '../../store/status-failure.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import type { ResourceRequest } from '../api-request.ts';
import { readKubernetesObject } from '../decode/read-kubernetes-object.ts';
import { applyFields, type Applied, type Ownership } from '../patch/apply-patch.ts';
import type { FieldSet } from '../patch/field-set.ts';
import { sendObject } from '../render-object.ts';
import { readWhole, storeObject } from './replace.ts';
import { dryRunFrom, validationFrom, warner } from './write-options.ts';

/** `kubectl apply --server-side`: creates or merges, and keeps who applied what in `managedFields`. */
export async function applyServerSide(request: ResourceRequest, body: unknown): Promise<void> {
  const { context, resource, target, query } = request;
  const manager = query.get('fieldManager') ?? '';
  if (manager === '' || manager.length > 128)
    throw badRequest(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  const applied = readApplied(request, body);
  const scope = resource.namespaced ? target.namespace : undefined;
  const old = context.store.get(resource.kind, scope, target.name ?? '');
  const schema = schemaOfKind(apiVersionOf(resource), resource.kind) ?? {};
  const owners = ownersOf(old, target.subresource);
  const own = owners.find((owner) => owner.manager === manager)?.fields ?? {};
  const others = owners.filter((owner) => owner.manager !== manager);
  const result = applyFields((old ?? {}) as Fields, applied as unknown as Fields, schema, own, others);
  if (result.conflicts.length > 0 && query.get('force') !== 'true') throw conflictOf(result.conflicts);
  const object = withManagers(request, result, manager, old);
  if (old) return sendObject(request, 200, await storeObject(request, object, old));
  const created = context.store.create(readWhole(request, object, target), {
    dryRun: dryRunFrom(query.getAll('dryRun')),
  });
  await context.store.flush();
  sendObject(request, 201, created);
}

function readApplied(request: ResourceRequest, body: unknown): KubernetesObject {
  const { resource, target, query, view } = request;
  if (listOf(fieldsOf(fieldsOf(body)?.metadata)?.managedFields).length > 0)
    throw badRequest('metadata.managedFields must be nil');
  return readKubernetesObject(
    body,
    {
      resource,
      apiVersion: view.apiVersion,
      validation: validationFrom(query),
      name: target.name ?? '',
      partial: true,
      ...(target.namespace === undefined ? {} : { namespace: target.namespace }),
    },
    warner(request),
  );
}

function ownersOf(object: KubernetesObject | undefined, subresource = ''): Ownership[] {
  return listOf(object?.metadata.managedFields)
    .filter((entry) => entry.operation === 'Apply' && textOf(entry.subresource) === subresource)
    .map((entry) => ({ manager: textOf(entry.manager), fields: (fieldsOf(entry.fieldsV1) ?? {}) as FieldSet }));
}

/** An entry that stays the same keeps its time, so that applying the same again changes nothing. */
function withManagers(
  request: ResourceRequest,
  result: Applied,
  manager: string,
  old: KubernetesObject | undefined,
): KubernetesObject {
  const { subresource = '' } = request.target;
  const before = listOf(old?.metadata.managedFields);
  const entryOf = (owner: string, fieldsV1: FieldSet): Fields => {
    const known = before.find((entry) => entry.manager === owner && textOf(entry.subresource) === subresource);
    if (known && equalJson(known.fieldsV1, fieldsV1)) return known;
    return {
      manager: owner,
      operation: 'Apply',
      apiVersion: apiVersionOf(request.resource),
      time: timestamp(request.context.clock.now()),
      fieldsType: 'FieldsV1',
      fieldsV1,
      ...(subresource === '' ? {} : { subresource }),
    };
  };
  const kept = before.filter((entry) => textOf(entry.subresource) !== subresource);
  const others = result.others.filter(({ fields }) => Object.keys(fields).length > 0);
  const managedFields = [
    ...kept,
    ...others.map((other) => entryOf(other.manager, other.fields)),
    entryOf(manager, result.fields),
  ];
  const object = result.object as unknown as KubernetesObject;
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

function conflictOf(conflicts: Applied['conflicts']): Error {
  const [first] = conflicts;
  const managers = [...new Set(conflicts.map(({ manager }) => manager))].map((name) => JSON.stringify(name)).join(', ');
  const fields = conflicts.map(({ field }) => `\n- ${field}`).join('');
  const what =
    conflicts.length === 1 ? `conflict with ${managers}: ${first?.field}` : `conflicts with ${managers}:${fields}`;
  return statusFailure(
    409,
    'Conflict',
    `Apply failed with ${conflicts.length} conflict${conflicts.length === 1 ? '' : 's'}: ${what}`,
    {
      causes: conflicts.map(({ manager, field }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${JSON.stringify(manager)}`,
        field,
      })),
    },
  );
}
