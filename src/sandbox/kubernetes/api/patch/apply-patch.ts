import { fieldsOf, type Fields } from '../../resources/fields.ts';
import { memberSchema, resolveSchema, type Schema } from '../../resources/schema.ts';
import { equalJson } from '../../store/json.ts';
import {
  describePath,
  fieldSetOf,
  hasPath,
  isGranular,
  itemKey,
  leavesOf,
  valueAtSteps,
  withoutPath,
  type FieldSet,
} from './field-set.ts';

/** What one manager has applied. */
export interface Ownership {
  readonly manager: string;
  readonly fields: FieldSet;
}

export interface Applied {
  readonly object: Fields;
  readonly fields: FieldSet;
  /** The others, without what was taken from them by force. */
  readonly others: readonly Ownership[];
  /** Fields that another manager applied with another value. */
  readonly conflicts: readonly { readonly manager: string; readonly field: string }[];
}

/**
 * Server-side apply: what is applied is merged in; what this manager applied before and leaves out now is removed,
 * unless another one applied it too. Only managers that apply are kept track of.
 */
export function applyFields(
  live: Fields,
  applied: Fields,
  schema: Schema,
  own: FieldSet,
  others: readonly Ownership[],
): Applied {
  const fields = fieldSetOf(applied, schema);
  const conflicts: { manager: string; field: string; path: readonly string[] }[] = [];
  for (const path of leavesOf(fields)) {
    // That an item is there is nothing to differ about.
    if (path.at(-1) === '.') continue;
    if (equalJson(valueAtSteps(live, path, schema), valueAtSteps(applied, path, schema))) continue;
    for (const { manager, fields: theirs } of others) {
      if (hasPath(theirs, path)) conflicts.push({ manager, field: describePath(path), path });
    }
  }
  const kept = others.map(({ manager, fields: theirs }) => ({
    manager,
    fields: conflicts
      .filter((found) => found.manager === manager)
      .reduce((set, { path }) => withoutPath(set, path), theirs),
  }));
  const dropped = leavesOf(own).filter(
    (path) => !hasPath(fields, path) && !others.some((other) => hasPath(other.fields, path)),
  );
  const merged = mergeFields(live, applied, schema);
  // Items last: an item goes only when nothing of it is left to others.
  const object = dropped.reduce<unknown>((value, path) => removeAt(value, path, schema, others), merged);
  return { object: fieldsOf(object) ?? {}, fields, others: kept, conflicts };
}

function mergeFields(live: Fields, applied: Fields, schema: Schema): Fields {
  const result: Fields = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    if (name !== '__proto__') result[name] = mergeValue(result[name], value, memberSchema(schema, name));
  }
  return result;
}

function mergeValue(live: unknown, applied: unknown, schema: Schema): unknown {
  const fields = fieldsOf(applied);
  if (fields && schema['x-kubernetes-map-type'] !== 'atomic') return mergeFields(fieldsOf(live) ?? {}, fields, schema);
  if (!Array.isArray(applied) || !Array.isArray(live) || !isGranular(schema)) return applied;
  const result: unknown[] = [...live];
  for (const item of applied as unknown[]) {
    const key = itemKey(item, schema);
    const index = result.findIndex((other) => itemKey(other, schema) === key);
    if (index < 0) result.push(item);
    else result[index] = mergeValue(result[index], item, resolveSchema(schema.items));
  }
  return result;
}

function removeAt(
  value: unknown,
  steps: readonly string[],
  schema: Schema,
  others: readonly Ownership[],
  done: readonly string[] = [],
): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const path = [...done, step];
  if (step.startsWith('f:')) return removeMember(value, step.slice(2), rest, schema, others, path);
  if (!Array.isArray(value)) return value;
  const list = value as unknown[];
  const index = list.findIndex((item) => itemKey(item, schema) === step);
  if (index < 0) return value;
  const gone = rest.length === 0 || (rest[0] === '.' && !others.some((other) => hasPath(other.fields, path)));
  if (gone) return list.toSpliced(index, 1);
  if (rest[0] === '.') return value;
  return list.with(index, removeAt(list[index], rest, resolveSchema(schema.items), others, path));
}

function removeMember(
  value: unknown,
  name: string,
  rest: readonly string[],
  schema: Schema,
  others: readonly Ownership[],
  path: readonly string[],
): unknown {
  const fields = fieldsOf(value);
  if (!fields || !Object.hasOwn(fields, name)) return value;
  const { [name]: member, ...remaining } = fields;
  if (rest.length === 0) return remaining;
  const next = removeAt(member, rest, memberSchema(schema, name), others, path);
  const empty = fieldsOf(next) && Object.keys(fieldsOf(next) ?? {}).length === 0;
  return empty && !others.some((other) => hasPath(other.fields, path)) ? remaining : { ...fields, [name]: next };
}
