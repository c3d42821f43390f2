import { fieldsOf, textOf, type Fields } from '../../resources/fields.ts';
import { memberSchema, resolveSchema, type Schema } from '../../resources/schema.ts';

/**
 * The fields that a manager owns, in the form of `fieldsV1`: `f:name` for a member, `k:{"name":"web"}` for an item of a
 * list with keys, `v:"x"` for an item of a set; an empty object is a leaf.
 */
export interface FieldSet {
  readonly [path: string]: FieldSet;
}

/** Never owned: who and what the object is. */
const IDENTITY = new Set(['f:apiVersion', 'f:kind']);
const IDENTITY_METADATA = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
];

export function fieldSetOf(object: Fields, schema: Schema): FieldSet {
  const all = setOfFields(object, schema);
  const entries = Object.entries(all).filter(([path]) => !IDENTITY.has(path));
  const metadata = Object.entries(all['f:metadata'] ?? {}).filter(
    ([path]) => !IDENTITY_METADATA.includes(path.slice(2)),
  );
  const rest = entries.filter(([path]) => path !== 'f:metadata');
  return Object.fromEntries(metadata.length === 0 ? rest : [...rest, ['f:metadata', Object.fromEntries(metadata)]]);
}

function setOf(value: unknown, schema: Schema): FieldSet {
  const fields = fieldsOf(value);
  if (fields && schema['x-kubernetes-map-type'] !== 'atomic') return setOfFields(fields, schema);
  if (!Array.isArray(value) || !isGranular(schema)) return {};
  const items = value.map((item): [string, FieldSet] => {
    const key = itemKey(item, schema);
    return [key, key.startsWith('v:') ? {} : { '.': {}, ...setOf(item, resolveSchema(schema.items)) }];
  });
  return Object.fromEntries(items);
}

function setOfFields(fields: Fields, schema: Schema): FieldSet {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`f:${name}`, setOf(value, memberSchema(schema, name))]),
  );
}

/** Lists that are merged item by item; any other is one value. */
export function isGranular(schema: Schema): boolean {
  return schema['x-kubernetes-list-type'] === 'map' || schema['x-kubernetes-list-type'] === 'set';
}

/** How an item of a granular list is named. Keys that are left out have their defaults. */
export function itemKey(item: unknown, schema: Schema): string {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys) return `v:${JSON.stringify(item)}`;
  const fields = fieldsOf(item) ?? {};
  const itemSchema = resolveSchema(schema.items);
  const named = keys.toSorted().map((key) => [key, fields[key] ?? memberSchema(itemSchema, key).default]);
  return `k:${JSON.stringify(Object.fromEntries(named.filter(([, value]) => value !== undefined)))}`;
}

/** Every leaf as the list of its steps. */
export function leavesOf(set: FieldSet, before: readonly string[] = []): string[][] {
  return Object.entries(set).flatMap(([step, below]) => {
    const path = [...before, step];
    return Object.keys(below).length === 0 ? [path] : leavesOf(below, path);
  });
}

/** Whether the set has the path itself, or something below it. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let current: FieldSet | undefined = set;
  for (const step of path) {
    current = current && Object.hasOwn(current, step) ? current[step] : undefined;
    if (!current) return false;
  }
  return true;
}

export function withoutPath(set: FieldSet, [step, ...rest]: readonly string[]): FieldSet {
  const below = step === undefined ? undefined : set[step];
  if (step === undefined || below === undefined) return set;
  const { [step]: _, ...others } = set;
  const next = rest.length === 0 ? {} : withoutPath(below, rest);
  return rest.length === 0 || Object.keys(next).length === 0 ? others : { ...others, [step]: next };
}

/** The value at a path of steps, undefined where there is none. */
export function valueAtSteps(value: unknown, steps: readonly string[], schema: Schema): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || step === '.') return value;
  if (step.startsWith('f:')) {
    const name = step.slice(2);
    const fields = fieldsOf(value);
    return fields && Object.hasOwn(fields, name)
      ? valueAtSteps(fields[name], rest, memberSchema(schema, name))
      : undefined;
  }
  const item = Array.isArray(value) ? (value as unknown[]).find((other) => itemKey(other, schema) === step) : undefined;
  return item === undefined ? undefined : valueAtSteps(item, rest, resolveSchema(schema.items));
}

/** A path for people: `.spec.template.spec.containers[name="web"].image`. */
export function describePath(steps: readonly string[]): string {
  return steps.map(describeStep).join('');
}

function describeStep(step: string): string {
  if (step === '.') return '';
  if (step.startsWith('f:')) return `.${step.slice(2)}`;
  if (step.startsWith('v:')) return `[=${step.slice(2)}]`;
  const keys = fieldsOf(JSON.parse(step.slice(2)) as unknown) ?? {};
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? JSON.stringify(value) : textOf(value)}`)
    .join(',')}]`;
}
