import { apiVersionOf, type Resource } from '../../resources/resource.ts';
import { schemaOfKind } from '../../resources/schema.ts';
import { copyJson } from '../../store/json.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { badRequest, invalid } from '../../store/status-failure.ts';
import { fieldsOf } from '../../resources/fields.ts';
import { decodeObject, DecodeError, type Decoded } from './decode-object.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface Expected {
  readonly resource: Resource;
  /** Where the resource is asked under another version. */
  readonly apiVersion?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly validation: FieldValidation;
  /** What is applied need not be whole. */
  readonly partial?: boolean;
}

/**
 * The object of a request body: of the kind, namespace and name that the path says, without fields that do not exist.
 * Throws BadRequest and Invalid with Kubernetes' own words; `warn` hears of what was left out.
 */
export function readKubernetesObject(
  body: unknown,
  expected: Expected,
  warn: (text: string) => void,
): KubernetesObject {
  const { resource, validation } = expected;
  const apiVersion = expected.apiVersion ?? apiVersionOf(resource);
  const fields = fieldsOf(body);
  if (!fields) throw badRequest('the body is not a Kubernetes object');
  refuseOtherKind(fields, apiVersion, resource.kind);
  const decoded = decodeAs(copyJson(fields), apiVersion, resource);
  const unknown = decoded.unknownFields.map((path) => `unknown field "${path}"`);
  if (unknown.length > 0 && validation === 'Strict') {
    throw cannotHandle(resource, `strict decoding error: ${unknown.join(', ')}`);
  }
  if (validation === 'Warn') for (const text of unknown) warn(text);
  const object = decoded.value as KubernetesObject;
  object.metadata ??= { name: '' };
  placeAt(object, expected);
  if (decoded.missing.length > 0 && !expected.partial) {
    const errors = decoded.missing.map((field) => ({ field, reason: 'FieldValueRequired', message: 'Required value' }));
    throw invalid(resource, object.metadata.name ?? '', errors);
  }
  return object;
}

function decodeAs(fields: Record<string, unknown>, apiVersion: string, resource: Resource): Decoded {
  const schema = schemaOfKind(apiVersion, resource.kind);
  if (!schema) return { value: fields, unknownFields: [], missing: [] };
  try {
    return decodeObject(fields, schema, resource.kind);
  } catch (error) {
    if (error instanceof DecodeError) throw cannotHandle(resource, error.message);
    throw error;
  }
}

function cannotHandle(resource: Resource, why: string): Error {
  return badRequest(
    `${resource.kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: ${why}`,
  );
}

function refuseOtherKind(fields: Record<string, unknown>, apiVersion: string, kind: string): void {
  fields.apiVersion ??= apiVersion;
  fields.kind ??= kind;
  if (fields.apiVersion === apiVersion && fields.kind === kind) return;
  const given = `${JSON.stringify(fields.apiVersion)} ${JSON.stringify(fields.kind)}`;
  throw badRequest(`the object provided is of ${given.slice(0, 300)}, but the URL asks for "${apiVersion}" "${kind}"`);
}

function placeAt(object: KubernetesObject, { resource, namespace, name }: Expected): void {
  const { metadata } = object;
  if (resource.namespaced && namespace !== undefined) {
    if (metadata.namespace && metadata.namespace !== namespace) {
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    }
    metadata.namespace = namespace;
  }
  if (name === undefined) return;
  if (metadata.name && metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  metadata.name = name;
}
