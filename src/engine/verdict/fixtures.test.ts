import { describe, expect, test } from 'vitest';
import { replay } from './replay.ts';
import { readFixtures } from '../../../test/verdict/read-fixtures.ts';

describe('each situation gets the verdict that the rules ask for', () => {
  test.each(readFixtures())('$name', ({ timeline, expect: wanted }) => {
    const judged = replay(timeline);
    const story = judged.changes.map((change) => `${change.at} ${change.verdict} ${change.reason}`).join('\n');
    expect(judged.verdict, story).toBe(wanted.verdict);
    if (wanted.reason !== undefined) expect(judged.reason, story).toBe(wanted.reason);
    if (wanted.heldUpBy !== undefined) expect(judged.judged.heldUpBy, story).toBe(wanted.heldUpBy);
    const [earliest, latest] = wanted.between ?? [0, Infinity];
    expect(judged.at, story).toBeGreaterThanOrEqual(earliest);
    expect(judged.at, story).toBeLessThanOrEqual(latest);
    for (const verdict of wanted.never)
      expect(
        judged.changes.map((change) => change.verdict),
        story,
      ).not.toContain(verdict);
    expect(judged.message, 'every placeholder is filled').not.toMatch(/\{\w+\}/);
  });
});
