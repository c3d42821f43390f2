import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from './cron-schedule.ts';

function after(text: string, time: string, zone?: string): string | undefined {
  const next = parseCronSchedule(text, zone).next(Date.parse(time));
  return next === undefined ? undefined : new Date(next).toISOString().replace(':00.000Z', 'Z');
}

describe('next', () => {
  it.each([
    ['* * * * *', '2026-11-24T06:00:00Z', '2026-11-24T06:01Z'],
    ['*/15 * * * *', '2026-11-24T06:46:10Z', '2026-11-24T07:00Z'],
    ['5/20 * * * *', '2026-11-24T06:26:00Z', '2026-11-24T06:45Z'],
    ['30 2 * * *', '2026-11-24T02:30:00Z', '2026-11-25T02:30Z'],
    ['0 9-17/4 * * mon-fri', '2026-11-27T17:30:00Z', '2026-11-30T09:00Z'],
    ['0 0 1 jan *', '2026-11-24T06:00:00Z', '2027-01-01T00:00Z'],
    ['0 0 29 2 *', '2026-11-24T06:00:00Z', '2028-02-29T00:00Z'],
    ['0 0 13 * 5', '2026-11-24T06:00:00Z', '2026-11-27T00:00Z'],
    ['0 0 * * 7', '2026-11-24T06:00:00Z', '2026-11-29T00:00Z'],
    ['@monthly', '2026-11-24T06:00:00Z', '2026-12-01T00:00Z'],
    ['@every 1h30m', '2026-11-24T06:00:00Z', '2026-11-24T07:30Z'],
    ['0 0 31 2 *', '2026-11-24T06:00:00Z', undefined],
  ])('%s after %s is %s', (text, time, expected) => {
    expect(after(text, time)).toBe(expected);
  });

  it.each([
    ['0 9 * * *', '2026-11-24T06:00:00Z', 'Asia/Seoul', '2026-11-25T00:00Z'],
    // 02:30 does not exist on 29 March 2026 in Berlin.
    ['30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-30T00:30Z'],
    ['0 0 * * *', '2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25T23:00Z'],
  ])('%s after %s in %s', (text, time, zone, expected) => {
    expect(after(text, time, zone)).toBe(expected);
  });
});

describe('what is no schedule', () => {
  it.each(['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '5-1 * * * *'])(
    '%j',
    (text) => {
      expect(() => parseCronSchedule(text)).toThrow(Error);
    },
  );
  it.each(['a * * * *', '*/0 * * * *', '1/2/3 * * * *', '1-2-3 * * * *', '@every 0m', '@never', '99999999999 * * * *'])(
    '%j',
    (text) => {
      expect(() => parseCronSchedule(text)).toThrow(Error);
    },
  );
  it('in a zone that is none', () => {
    expect(() => parseCronSchedule('* * * * *', 'Nowhere/Land')).toThrow(/time zone/i);
  });
});
