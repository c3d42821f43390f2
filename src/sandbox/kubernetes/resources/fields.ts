/** A part of an object as it came in: looked at member by member. */
export type Fields = { [field: string]: unknown };

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The object at the end of a path, or an empty one. */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields {
  return path.reduce<Fields>((fields, name) => fieldsOf(fields[name]) ?? {}, fieldsOf(value) ?? {});
}

/** The members of a list that are objects. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((item): item is Fields => fieldsOf(item) !== undefined) : [];
}

/** A text or number as text; anything else is empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The object below `field`, made when it is not there. */
export function childOf(target: Fields, field: string): Fields {
  const found = fieldsOf(target[field]);
  if (found) return found;
  const made: Fields = {};
  if (target[field] === undefined) target[field] = made;
  return made;
}
