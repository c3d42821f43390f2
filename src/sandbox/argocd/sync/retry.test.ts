import { expect, test } from 'vitest';
import { nextRetryAt } from './retry.ts';

test.each([
  ['default, first', {}, 0, 5000],
  ['default, third', {}, 2, 20_000],
  ['never above three minutes', {}, 20, 180_000],
  ['own back-off', { duration: '1m30s', factor: 3, maxDuration: '1h' }, 1, 270_000],
  ['a bare number is seconds', { duration: '2' }, 0, 2000],
  ['not readable', { duration: 'soon' }, 0, undefined],
])('%s', (_, backoff, count, expected) => {
  const at = nextRetryAt({ backoff }, 1000, count);
  expect(at === undefined ? undefined : at - 1000).toBe(expected);
});
