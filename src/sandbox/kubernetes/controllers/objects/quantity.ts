const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

/** `250m` → 0.25, `64Mi` → 67108864. What is no quantity is 0: admission has refused it before. */
export function quantity(value: string | number | undefined): number {
  if (typeof value === 'number') return value;
  const match = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(value ?? '');
  if (!match) return 0;
  const [, digits = '0', exponent = '', suffix = ''] = match;
  return Number(`${digits}${exponent}`) * (SUFFIXES.get(suffix) ?? 1);
}
