export interface BenchRow {
  readonly name: string;
  /** The median where something was done several times. */
  readonly value: number;
  readonly unit: string;
  /** What the value must not exceed. */
  readonly limit?: number;
  /** The same by something else, measured in the same run. */
  readonly beside?: { readonly name: string; readonly value: number };
  /** Why it was not measured. */
  readonly skipped?: string;
}

export interface BenchOptions {
  /** Fewer rounds. */
  readonly short: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Milliseconds that it took. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
