/** JSON as CEL knows it: whole numbers are `int`. A frozen object is converted once. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value ?? null;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value)
    ? value.map((item) => celValue(item))
    : Object.fromEntries(
        Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, celValue(member)]])),
      );
  if (Object.isFrozen(value)) converted.set(value, copy);
  return copy;
}

const converted = new WeakMap<object, unknown>();
