import type { Fields } from '../../../resources/fields.ts';

/** Sets what is missing or empty; what is there stays. */
export function fill(target: Fields, defaults: Fields): void {
  for (const [field, value] of Object.entries(defaults)) {
    if (target[field] === undefined || target[field] === '') target[field] = structuredClone(value);
  }
}
