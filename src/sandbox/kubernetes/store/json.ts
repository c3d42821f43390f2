import { badRequest } from './status-failure.ts';

const DEEPEST = 100;

/**
 * A deep copy as JSON would make it: no undefined, no functions, no prototype keys; null members of objects are left
 * out, as Kubernetes does. Throws BadRequest for what is nested too deeply.
 */
export function copyJson<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw badRequest(`the object is nested more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) return value.map((item: unknown) => copyJson(item, depth + 1)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || member === null || key === '__proto__' || typeof member === 'function') continue;
    copy[key] = copyJson(member, depth + 1);
  }
  return copy as T;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}

/** Whether both would be the same JSON, whatever the order of keys. */
export function equalJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return equalArrays(left, right);
  const leftKeys = Object.keys(left);
  if (leftKeys.length !== Object.keys(right).length) return false;
  const other = right as Record<string, unknown>;
  return leftKeys.every(
    (key) => Object.hasOwn(other, key) && equalJson((left as Record<string, unknown>)[key], other[key]),
  );
}

function equalArrays(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => equalJson(item, right[index]));
}

const texts = new WeakMap<object, string>();

/** The JSON text of a frozen object, made once: the journal, every list and every watch share it. */
export function jsonText(object: object): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const text = JSON.stringify(object);
  texts.set(object, text);
  return text;
}
