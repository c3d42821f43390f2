import type { Condition } from '../application.ts';

/** The conditions after some types were looked at anew; one that was there before keeps its time. */
export function mergeConditions(
  before: readonly Condition[],
  found: readonly Condition[],
  evaluated: readonly string[],
  now: string,
): Condition[] {
  const kept = before.filter(({ type }) => !evaluated.includes(type));
  const current = found.map(({ type, message }) => {
    const same = before.find((item) => item.type === type && item.message === message);
    return { lastTransitionTime: same?.lastTransitionTime ?? now, message, type };
  });
  return [...kept, ...current].toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}

function sortKey({ type, message }: Condition): string {
  return `${type} ${message}`;
}
