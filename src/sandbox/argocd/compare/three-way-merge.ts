import { mergeNames } from './merge-keys.ts';

type Json = Record<string, unknown>;

/**
 * What `kubectl apply` makes of the live object: fields of `target` win, fields that were applied last and are no longer
 * wanted go, everything else (defaults, what controllers and other people set) stays.
 */
export function threeWayMerge(last: unknown, live: unknown, target: unknown, field = ''): unknown {
  if (Array.isArray(target)) return mergeLists(Array.isArray(last) ? last : [], live, target, field);
  if (!isRecord(target)) return target;
  const result: Json = isRecord(live) ? { ...live } : {};
  const before = isRecord(last) ? last : {};
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(target, key)) delete result[key];
  }
  for (const [key, value] of Object.entries(target)) {
    const liveValue = Object.hasOwn(result, key) ? result[key] : undefined;
    result[key] = threeWayMerge(Object.hasOwn(before, key) ? before[key] : undefined, liveValue, value, key);
  }
  return result;
}

function mergeLists(last: readonly unknown[], live: unknown, target: readonly unknown[], field: string): unknown[] {
  const liveItems = Array.isArray(live) ? live : [];
  const nameOf = mergeNames(field, last, liveItems, target);
  if (!nameOf) {
    const comparable = liveItems.length === target.length;
    return target.map((item, index) => (comparable ? mergeUnnamed(last[index], liveItems[index], item) : item));
  }
  const byName = (items: readonly unknown[]) => new Map(items.map((item) => [nameOf(item), item]));
  const [lastByName, liveByName, targetByName] = [byName(last), byName(liveItems), byName(target)];
  const merged = target.map((item) => threeWayMerge(lastByName.get(nameOf(item)), liveByName.get(nameOf(item)), item));
  const others = liveItems.filter((item) => !targetByName.has(nameOf(item)) && !lastByName.has(nameOf(item)));
  return [...merged, ...others];
}

/** An item of a list that is replaced whole gets back what the API server had added to it. */
function mergeUnnamed(last: unknown, live: unknown, target: unknown): unknown {
  return isRecord(live) && isRecord(target) ? threeWayMerge(last, live, target) : target;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
