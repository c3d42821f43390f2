import type { Clock } from '../../../ports/clock.ts';

export interface LogBudgetLimits {
  readonly linesPerSecond: number;
  /** Lines that may come at once. */
  readonly burst: number;
  /** Bytes of all pods together. */
  readonly totalBytes: number;
  /** Lines with an error pattern that pass beyond the rate, for each container. */
  readonly matchingLines: number;
}

export const usualLogLimits: LogBudgetLimits = {
  linesPerSecond: 100,
  burst: 500,
  totalBytes: 32 * 1024 * 1024,
  matchingLines: 1000,
};

/** What of the logs is kept: a flood is thinned out, but never of the lines that decide a verdict. */
export interface LogBudget {
  /** The budget of one container. */
  container(): ContainerBudget;
}

export interface ContainerBudget {
  /** Whether to keep the line. */
  take(line: string): boolean;
  /** Lines left out since it was asked last. */
  omitted(): number;
}

export function createLogBudget(
  clock: Clock,
  patterns: readonly string[],
  limits: LogBudgetLimits = usualLogLimits,
): LogBudget {
  let bytesLeft = limits.totalBytes;
  return {
    container: () => {
      let tokens = limits.burst;
      let refilledAt = clock.now();
      let matchingLeft = limits.matchingLines;
      let omitted = 0;
      const passes = (line: string): boolean => {
        const now = clock.now();
        tokens = Math.min(limits.burst, tokens + (Math.max(0, now - refilledAt) / 1000) * limits.linesPerSecond);
        refilledAt = now;
        if (tokens >= 1 && bytesLeft >= line.length) {
          tokens--;
          bytesLeft -= line.length;
          return true;
        }
        return matchingLeft > 0 && patterns.some((pattern) => line.includes(pattern)) && matchingLeft-- > 0;
      };
      return {
        take: (line) => {
          const kept = passes(line);
          if (!kept) omitted++;
          return kept;
        },
        omitted: () => {
          const count = omitted;
          omitted = 0;
          return count;
        },
      };
    },
  };
}
