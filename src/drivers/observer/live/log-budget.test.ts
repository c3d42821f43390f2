import { describe, expect, it } from 'vitest';
import { createLogBudget } from './log-budget.ts';

const limits = { linesPerSecond: 10, burst: 20, totalBytes: 1000, matchingLines: 2 };

function budgetAt(clock: { now: number }) {
  return createLogBudget({ now: () => clock.now, sleep: async () => {} }, ['ERROR'], limits).container();
}

describe('createLogBudget', () => {
  it('lets a burst through, then the rate', () => {
    const clock = { now: 0 };
    const budget = budgetAt(clock);
    expect(Array.from({ length: 30 }, () => budget.take('x')).filter(Boolean)).toHaveLength(20);
    expect(budget.omitted()).toBe(10);
    expect(budget.omitted()).toBe(0);
    clock.now = 500;
    expect(Array.from({ length: 30 }, () => budget.take('x')).filter(Boolean)).toHaveLength(5);
  });

  it('keeps the lines that decide, up to a number', () => {
    const budget = budgetAt({ now: 0 });
    for (let index = 0; index < 100; index++) budget.take('x');
    expect(['ERROR 1', 'fine', 'ERROR 2', 'ERROR 3'].map((line) => budget.take(line))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('ends with the bytes of all together', () => {
    const budget = createLogBudget({ now: () => 0, sleep: async () => {} }, [], limits);
    const [one, two] = [budget.container(), budget.container()];
    expect([one.take('x'.repeat(600)), two.take('x'.repeat(600)), two.take('x'.repeat(400))]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
