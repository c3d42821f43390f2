import { fieldsOf, type Fields } from '../../resources/fields.ts';
import { apiVersionOf } from '../../resources/resource.ts';
import { schemaOfKind } from '../../resources/schema.ts';
import { badRequest } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../patch/strategic-merge-patch.ts';
import { sendObject } from '../render-object.ts';
import { mediaTypeOf, parseText, readBody, unsupported } from '../request-body.ts';
import { applyServerSide } from './apply.ts';
import { findTarget } from './get.ts';
import { storeObject } from './replace.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

/** All four patches of Kubernetes; argoproj.io, as any custom resource, has no strategic one. */
export async function patchObject(request: ResourceRequest): Promise<void> {
  const type = mediaTypeOf(request.message);
  const patch = parseText(await readBody(request.message), type === APPLY);
  if (type === APPLY) return await applyServerSide(request, patch);
  const old = findTarget(request);
  const patched = applyPatch(request.view.out(old), patch, type, request);
  sendObject(request, 200, await storeObject(request, patched, old));
}

/** The patched document. Throws UnsupportedMediaType (415) for a patch that the kind does not take. */
export function applyPatch(document: Fields, patch: unknown, type: string, { resource }: ResourceRequest): unknown {
  if (type === JSON_PATCH) return applyJsonPatch(document, patch);
  const fields = fieldsOf(patch);
  if (!fields) throw badRequest('a patch is a JSON object');
  if (type === MERGE_PATCH) return applyMergePatch(document, fields);
  const custom = resource.group === 'argoproj.io';
  if (type !== STRATEGIC || custom)
    throw unsupported(custom ? [JSON_PATCH, MERGE_PATCH, APPLY] : [JSON_PATCH, MERGE_PATCH, STRATEGIC, APPLY]);
  return applyStrategicMergePatch(document, fields, schemaOfKind(apiVersionOf(resource), resource.kind) ?? {});
}
