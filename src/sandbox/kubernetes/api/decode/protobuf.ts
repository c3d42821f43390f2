import { allDefinitions, definitionName, memberSchema, resolveSchema, type Schema } from '../../resources/schema.ts';
import { protobufField } from '../../resources/protobuf.ts';
import { badRequest } from '../../store/status-failure.ts';
import { bytesOf, readFields, signedOf, type WireField } from './wire-reader.ts';

type Fields = Record<string, unknown>;
const MAGIC = Buffer.from('6b387300', 'hex');
const DEEPEST = 64;
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

/** A body as `kubectl create` sends it: the envelope `runtime.Unknown`, then the object. Only read, never written. */
export function decodeProtobuf(body: Buffer): Fields {
  if (!body.subarray(0, 4).equals(MAGIC)) throw badRequest('the body is not a protobuf object of Kubernetes');
  const envelope = new Map(readFields(body.subarray(4)).map(({ number, value }) => [number, value]));
  const typeMeta = new Map(
    readFields(bytesOf(envelope.get(1) ?? Buffer.alloc(0))).map(({ number, value }) => [number, value]),
  );
  const apiVersion = bytesOf(typeMeta.get(1) ?? Buffer.alloc(0)).toString();
  const kind = bytesOf(typeMeta.get(2) ?? Buffer.alloc(0)).toString();
  const name = kind === 'DeleteOptions' ? `${META}DeleteOptions` : definitionName(apiVersion, kind);
  const schema = allDefinitions().get(name ?? '');
  if (name === undefined || !schema)
    throw badRequest(
      `no kind ${JSON.stringify(kind.slice(0, 100))} is registered for version ${JSON.stringify(apiVersion.slice(0, 100))}`,
    );
  return { apiVersion, kind, ...decodeMessage(bytesOf(envelope.get(2) ?? Buffer.alloc(0)), name, schema, 0) };
}

function decodeMessage(bytes: Buffer, struct: string, schema: Schema, depth: number): Fields {
  if (depth > DEEPEST) throw badRequest('protobuf: nested too deeply');
  const result: Fields = {};
  for (const wire of readFields(bytes)) {
    const field = protobufField(struct, wire.number);
    if (!field) continue;
    if (field.inlined !== undefined) {
      Object.assign(result, decodeMessage(bytesOf(wire.value), field.inlined, schema, depth + 1));
      continue;
    }
    addMember(result, field.name, wire, schema, { explicit: field.explicit, depth });
  }
  return result;
}

function addMember(
  result: Fields,
  name: string,
  wire: WireField,
  schema: Schema,
  how: { explicit: boolean; depth: number },
): void {
  const property = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
  const member = memberSchema(schema, name);
  if (member.type === 'array') {
    const list = Array.isArray(result[name]) ? (result[name] as unknown[]) : [];
    result[name] = [...list, decodeValue(wire, member.items ?? {}, how.depth)];
  } else if (member.type === 'object' && member.additionalProperties && !member.properties) {
    const entry = decodeEntry(wire, member.additionalProperties as Schema, how.depth);
    result[name] = Object.fromEntries([...Object.entries((result[name] as Fields | undefined) ?? {}), entry]);
  } else {
    const value = decodeValue(wire, property ?? {}, how.depth);
    if (how.explicit || !isZero(value)) result[name] = value;
  }
}

function decodeEntry(wire: WireField, schema: Schema, depth: number): [string, unknown] {
  const parts = new Map(readFields(bytesOf(wire.value)).map((field) => [field.number, field]));
  const key = bytesOf(parts.get(1)?.value ?? Buffer.alloc(0)).toString();
  return [key, decodeValue(parts.get(2) ?? { number: 2, value: Buffer.alloc(0) }, schema, depth)];
}

function decodeValue({ value }: WireField, given: Schema, depth: number): unknown {
  const name = given.$ref?.slice('#/definitions/'.length) ?? '';
  const schema = resolveSchema(given);
  const special = SPECIAL.get(name);
  if (special) return special(bytesOf(value));
  switch (schema.type) {
    case 'string':
      return bytesOf(value).toString(schema.format === 'byte' ? 'base64' : 'utf8');
    case 'integer':
      return signedOf(value);
    case 'boolean':
      return signedOf(value) !== 0;
    default:
      return decodeMessage(bytesOf(value), name, schema, depth + 1);
  }
}

function isZero(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === undefined) return true;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Types that are written otherwise than they are shown. */
const SPECIAL = new Map<string, (bytes: Buffer) => unknown>([
  ['io.k8s.apimachinery.pkg.api.resource.Quantity', (bytes) => partsOf(bytes).get(1)?.toString() ?? '0'],
  ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', intOrString],
  [`${META}Time`, (bytes) => time(bytes)],
  [`${META}MicroTime`, (bytes) => time(bytes)],
  [`${META}FieldsV1`, (bytes) => JSON.parse(bytesOf(partsOf(bytes).get(1) ?? Buffer.from('{}')).toString()) as unknown],
]);

function partsOf(bytes: Buffer): Map<number, bigint | Buffer> {
  return new Map(readFields(bytes).map(({ number, value }) => [number, value]));
}

function intOrString(bytes: Buffer): unknown {
  const parts = partsOf(bytes);
  return signedOf(parts.get(1) ?? 0n) === 0
    ? signedOf(parts.get(2) ?? 0n)
    : bytesOf(parts.get(3) ?? Buffer.alloc(0)).toString();
}

/** Go's zero time is written as an empty message. */
function time(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return undefined;
  const seconds = signedOf(partsOf(bytes).get(1) ?? 0n);
  if (Math.abs(seconds) > 8_000_000_000_000) throw badRequest('protobuf: a time is out of range');
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
