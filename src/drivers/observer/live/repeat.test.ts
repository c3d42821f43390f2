import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { unlessHung } from './repeat.ts';

const never = new Promise<void>(() => {});

describe('unlessHung', () => {
  it('lets work end that is nearly done, and rejects as it does', async () => {
    const signal = AbortSignal.abort();
    let ended = false;
    await unlessHung(
      systemClock,
      signal,
      systemClock.sleep(50).then(() => void (ended = true)),
    );
    expect(ended).toBe(true);
    await expect(unlessHung(systemClock, signal, Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  });

  it('gives up work that hangs, but only after an abort', async () => {
    const waits: number[] = [];
    const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
    const controller = new AbortController();
    const work = unlessHung(clock, controller.signal, never);
    await new Promise((resolve) => setImmediate(resolve));
    expect(waits).toEqual([]);
    controller.abort();
    await work;
    expect(waits).toEqual([1000]);
  });
});
