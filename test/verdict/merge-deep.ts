export type Json = string | number | boolean | null | readonly Json[] | JsonObject | undefined;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Objects are merged, everything else is replaced; null removes a key. */
export function mergeDeep(base: JsonObject, change: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? mergeDeep(isObject(before) ? before : {}, value) : value;
  }
  return merged;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
