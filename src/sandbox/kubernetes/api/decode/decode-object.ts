import { formatQuantity, parseQuantity } from '../../resources/quantity.ts';
import { resolveSchema, shortName, type Schema } from '../../resources/schema.ts';

/** What is wrong with a body, by kind of mistake: each is answered in its own way. */
export interface Decoded {
  readonly value: unknown;
  /** Fields that the schema does not know; they are left out of `value`. */
  readonly unknownFields: readonly string[];
  /** `spec.selector`: required below `spec` and not there. */
  readonly missing: readonly string[];
}

/** A value of a type that its field does not take. */
export class DecodeError extends Error {}

interface Findings {
  readonly unknownFields: string[];
  readonly missing: string[];
}

const QUANTITY = '.Quantity';
const MOST_FINDINGS = 100;

/** Checks a JSON value against a schema as the real decoder does. Throws DecodeError for a wrong type. */
export function decodeObject(value: unknown, schema: Schema, typeName: string): Decoded {
  const findings: Findings = { unknownFields: [], missing: [] };
  return { value: decode(value, schema, { path: '', type: typeName }, findings), ...findings };
}

interface Place {
  readonly path: string;
  /** The nearest named type around, for messages. */
  readonly type: string;
}

function decode(value: unknown, given: Schema, place: Place, findings: Findings): unknown {
  if (value === null || value === undefined) return undefined;
  const schema = resolveSchema(given);
  const at = given.$ref === undefined ? place : { ...place, type: shortName(given.$ref) };
  if (given.$ref?.endsWith(QUANTITY)) return decodeQuantity(value, place);
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string']) return decodeIntOrString(value, place);
  switch (schema.type) {
    case 'string':
      return decodeString(value, schema, place);
    case 'integer':
    case 'number':
      if (typeof value === 'number' && (schema.type === 'number' || Number.isSafeInteger(value))) return value;
      throw mismatch(value, place, schema.format ?? schema.type);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw mismatch(value, place, 'bool');
    case 'array':
      return decodeArray(value, schema, at, findings);
    case 'object':
      return decodeFields(value, schema, at, findings);
    default:
      return schema.properties ? decodeFields(value, schema, at, findings) : value;
  }
}

function decodeArray(value: unknown, schema: Schema, place: Place, findings: Findings): unknown[] {
  if (!Array.isArray(value)) throw mismatch(value, place, `[]${shortName(schema.items?.$ref) || schema.items?.type}`);
  return value.map((item: unknown, index) =>
    decode(item, schema.items ?? {}, { ...place, path: `${place.path}[${index}]` }, findings),
  );
}

function decodeFields(value: unknown, schema: Schema, place: Place, findings: Findings): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(value, place, place.type);
  const result: Record<string, unknown> = {};
  const { properties, additionalProperties } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || (!properties && !additionalProperties);
  for (const [key, member] of Object.entries(value)) {
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const known = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const memberSchema = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (key === '__proto__' || (!memberSchema && !open && additionalProperties !== true)) {
      if (findings.unknownFields.length < MOST_FINDINGS) findings.unknownFields.push(path);
      continue;
    }
    const decoded = memberSchema ? decode(member, memberSchema, { ...place, path }, findings) : member;
    if (decoded !== undefined && decoded !== null) result[key] = decoded;
  }
  noteMissing(result, schema, place, findings);
  return result;
}

/** Outside the spec, what is required is set by the server, or checked by name. */
function noteMissing(result: Record<string, unknown>, schema: Schema, { path }: Place, findings: Findings): void {
  if (path !== 'spec' && !path.startsWith('spec.')) return;
  for (const field of schema.required ?? []) {
    if (result[field] === undefined && findings.missing.length < MOST_FINDINGS)
      findings.missing.push(`${path}.${field}`);
  }
}

function decodeQuantity(value: unknown, place: Place): string {
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value)) : undefined;
  if (quantity) return formatQuantity(quantity);
  throw new DecodeError(
    `${place.path}: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
  );
}

function decodeIntOrString(value: unknown, place: Place): unknown {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return value;
  throw mismatch(value, place, 'intstr.IntOrString');
}

function decodeString(value: unknown, schema: Schema, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, place, 'string');
  if (schema.format === 'byte' && !/^[A-Za-z0-9+/\r\n]*={0,2}$/.test(value)) {
    throw new DecodeError(`${place.path}: illegal base64 data`);
  }
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) {
    throw new DecodeError(`${place.path}: parsing time ${JSON.stringify(value.slice(0, 100))}: it is not RFC 3339`);
  }
  return value;
}

function mismatch(value: unknown, { path, type }: Place, wanted: string): DecodeError {
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return new DecodeError(`json: cannot unmarshal ${found} into Go struct field ${type}.${path} of type ${wanted}`);
}
