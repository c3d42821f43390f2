const FACTORS: ReadonlyMap<string, number> = new Map([
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

/** A Kubernetes quantity as a number; undefined when it is none. */
export function parseQuantity(value: unknown): number | undefined {
  const match = /^(\d{1,18}(?:\.\d{1,9})?)(?:[eE]([-+]?\d{1,2}))?([A-Za-z]{0,2})$/.exec(String(value));
  const factor = match ? FACTORS.get(match[3] ?? '') : undefined;
  return match && factor !== undefined ? Number(`${match[1]}e${match[2] ?? '0'}`) * factor : undefined;
}
