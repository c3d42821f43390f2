import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextReleaseTag, releaseTag } from './release-tag.ts';

const at = (text: string) => Date.parse(text);

describe('releaseTag', () => {
  it.each([
    ['2026-11-24T06:09:35Z', 'UTC', 'v202611240609'],
    ['2026-11-24T15:30:00Z', 'Asia/Seoul', 'v202611250030'],
    ['2026-01-01T00:00:00Z', 'America/New_York', 'v202512311900'],
  ])('%s in %s is %s', (instant, zone, tag) => expect(releaseTag(at(instant), zone)).toBe(tag));

  it('refuses an unknown time zone', () => expect(() => releaseTag(0, 'Mars/Olympus')).toThrow(RangeError));
});

describe('nextReleaseTag', () => {
  it.each([
    ['nothing taken', [], 'v202611240609'],
    ['the minute taken', ['v202611240609'], 'v202611240610'],
    ['the clock went back', ['v202611242359'], 'v202611250000'],
    ['other tags', ['latest', 'rehearsal-1', 'v1'], 'v202611240609'],
  ])('%s', (_name, taken, tag) => expect(nextReleaseTag(at('2026-11-24T06:09:35Z'), 'UTC', taken)).toBe(tag));

  it('is always later than every tag there is', () => {
    const instant = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2060-01-01T00:00Z') });
    fc.assert(
      fc.property(instant, fc.array(instant), (now, others) => {
        const taken = others.map((other) => releaseTag(other, 'UTC'));
        const tag = nextReleaseTag(now, 'UTC', taken);
        return /^v\d{12}$/.test(tag) && taken.every((other) => other < tag);
      }),
    );
  });
});
