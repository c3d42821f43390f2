import type { RetryStrategy } from '../application.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** When the next attempt of a failed sync begins, in milliseconds since the epoch. Undefined: the back-off is not readable. */
export function nextRetryAt(retry: RetryStrategy, lastAttemptMs: number, retryCount: number): number | undefined {
  const { duration = '5s', maxDuration = '3m', factor = 2 } = retry.backoff ?? {};
  const [first, longest] = [milliseconds(duration), milliseconds(maxDuration)];
  if (first === undefined || longest === undefined) return undefined;
  const pause = first * factor ** retryCount;
  return lastAttemptMs + (longest > 0 ? Math.min(longest, pause) : pause);
}

/** Go's durations (`1m30s`); a bare number is seconds. */
function milliseconds(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}
