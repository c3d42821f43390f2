/** `2`, or `"25%"` of a total, rounded up or down. What is neither is 0: admission has refused it before. */
export function scaledValue(value: unknown, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return Math.max(0, Math.trunc(value));
  const percent = /^(\d{1,6})%$/.exec(typeof value === 'string' ? value : '')?.[1];
  if (percent === undefined) return 0;
  const exact = (Number(percent) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
