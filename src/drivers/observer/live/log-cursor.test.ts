import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../ports/cluster.ts';
import { createLogCursor } from './log-cursor.ts';

const line = (time: string, text = '') => ({ time, line: text });

describe('createLogCursor', () => {
  it('compares times whatever number of digits they have', () => {
    const cursor = createLogCursor();
    expect(cursor.advance(line('2026-01-01T00:00:00.5Z'))).toBe(true);
    cursor.restart();
    expect(cursor.advance(line('2026-01-01T00:00:00.49Z'))).toBe(false);
    expect(cursor.advance(line('2026-01-01T00:00:00.500000000Z'))).toBe(false);
    expect(cursor.advance(line('2026-01-01T00:00:00.51Z'))).toBe(true);
    expect(cursor.time()).toBe('2026-01-01T00:00:00.51Z');
  });

  it('takes a clock that goes back for what it is, as long as the stream is the same', () => {
    const cursor = createLogCursor();
    expect([line('2026-01-01T00:00:05Z'), line('2026-01-01T00:00:04Z')].map((entry) => cursor.advance(entry))).toEqual([
      true,
      true,
    ]);
  });

  it('tells every line once, wherever the stream breaks', () => {
    const times = fc.array(fc.nat(12), { minLength: 1, maxLength: 30 }).map((offsets) => offsets.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.array(fc.nat(30), { maxLength: 5 }), (offsets, breaks) => {
        const log: LogLine[] = offsets.map((offset, index) =>
          line(`2026-01-01T00:00:0${Math.floor(offset / 4)}.${(offset % 4) * 25}Z`, String(index)),
        );
        const cursor = createLogCursor();
        const told: string[] = [];
        for (const end of [...breaks, log.length]) {
          cursor.restart();
          const second = cursor.time()?.slice(0, 19) ?? '';
          for (const entry of log.slice(0, end))
            if (entry.time.slice(0, 19) >= second && cursor.advance(entry)) told.push(entry.line);
        }
        expect(told).toEqual(log.map((entry) => entry.line));
      }),
    );
  });
});
