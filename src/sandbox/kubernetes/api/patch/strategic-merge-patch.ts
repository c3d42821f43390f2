import { fieldsOf, type Fields } from '../../resources/fields.ts';
import { memberSchema, resolveSchema, type Schema } from '../../resources/schema.ts';
import { equalJson } from '../../store/json.ts';
import { badRequest } from '../../store/status-failure.ts';

const ORDER = '$setElementOrder/';
const REMOVE = '$deleteFromPrimitiveList/';

/** Kubernetes' own patch: lists with a merge key are merged item by item, by the marks in the schema. */
export function applyStrategicMergePatch(document: Fields, patch: Fields, schema: Schema): Fields {
  if (patch.$patch === 'delete') return {};
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const result: Fields = { ...retained(document, patch.$retainKeys) };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = mergeMember(result[key], value, memberSchema(schema, key));
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(REMOVE)) removePrimitives(result, key.slice(REMOVE.length), value);
    if (key.startsWith(ORDER)) reorder(result, key.slice(ORDER.length), value, schema);
  }
  return result;
}

function mergeMember(old: unknown, value: unknown, schema: Schema): unknown {
  const fields = fieldsOf(value);
  if (fields) {
    const replaces = schema['x-kubernetes-patch-strategy']?.includes('replace') === true;
    return applyStrategicMergePatch(replaces ? {} : (fieldsOf(old) ?? {}), fields, schema);
  }
  if (!Array.isArray(value) || !schema['x-kubernetes-patch-strategy']?.includes('merge')) return value;
  const key = schema['x-kubernetes-patch-merge-key'];
  const before: unknown[] = Array.isArray(old) ? old : [];
  if (key === undefined) return [...before, ...value.filter((item) => !before.some((other) => equalJson(item, other)))];
  return mergeItems(before, value, key, resolveSchema(schema.items));
}

function mergeItems(before: readonly unknown[], patch: readonly unknown[], key: string, schema: Schema): unknown[] {
  const items = patch.map((item) => fieldsOf(item) ?? {});
  if (items.some((item) => item.$patch === 'replace')) {
    return items.filter((item) => item.$patch !== 'replace').map(withoutDirectives);
  }
  let result = before.map((item) => fieldsOf(item) ?? {});
  for (const item of items) {
    if (item[key] === undefined) {
      throw badRequest(`map: ${JSON.stringify(item).slice(0, 200)} does not contain declared merge key: ${key}`);
    }
    const index = result.findIndex((other) => equalJson(other[key], item[key]));
    const found = result[index];
    if (item.$patch === 'delete') result = result.filter((other) => !equalJson(other[key], item[key]));
    else if (found) result[index] = applyStrategicMergePatch(found, item, schema);
    else result.push(applyStrategicMergePatch({}, item, schema));
  }
  return result;
}

/** Items in the order asked; what only the server has stays behind the neighbour it had. */
function reorder(result: Fields, field: string, order: unknown, schema: Schema): void {
  const list = result[field];
  if (!Array.isArray(list) || !Array.isArray(order)) return;
  const key = memberSchema(schema, field)['x-kubernetes-patch-merge-key'];
  const keyOf = (item: unknown): string => JSON.stringify(key === undefined ? item : fieldsOf(item)?.[key]) ?? '';
  const wanted = new Map(order.map((item, index) => [keyOf(item), index]));
  const ordered: unknown[] = list
    .filter((item) => wanted.has(keyOf(item)))
    .toSorted((left, right) => (wanted.get(keyOf(left)) ?? 0) - (wanted.get(keyOf(right)) ?? 0));
  for (const [index, item] of list.entries()) {
    if (wanted.has(keyOf(item))) continue;
    ordered.splice(index === 0 ? 0 : ordered.indexOf(list[index - 1]) + 1, 0, item);
  }
  result[field] = ordered;
}

function removePrimitives(result: Fields, field: string, removed: unknown): void {
  const list = result[field];
  if (!Array.isArray(list) || !Array.isArray(removed)) return;
  result[field] = list.filter((item) => !removed.some((other) => equalJson(item, other)));
}

function retained(document: Fields, keys: unknown): Fields {
  if (!Array.isArray(keys)) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => keys.includes(key)));
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$') && key !== '__proto__'));
}
