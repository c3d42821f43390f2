import { afterEach, expect, it, vi } from 'vitest';
import { steadyClock, systemClock } from './clock.ts';

afterEach(() => void vi.restoreAllMocks());

it.each([90_000, -90_000])('the machine’s time is set by %i ms: the steady clock goes on', async (ms) => {
  const [before, wall] = [steadyClock.now(), Date.now()];
  expect(Math.abs(before - wall)).toBeLessThan(2000);
  vi.spyOn(Date, 'now').mockImplementation(() => wall + ms);
  expect(systemClock.now()).toBe(wall + ms);
  await steadyClock.sleep(20);
  const passed = steadyClock.now() - before;
  expect(passed).toBeGreaterThanOrEqual(15);
  expect(passed).toBeLessThan(10_000);
});
