import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineDecoder } from './line-decoder.ts';

function decode(chunks: readonly Uint8Array[], maxBytes: number): [string, boolean][] {
  const lines: [string, boolean][] = [];
  const decoder = createLineDecoder(maxBytes, (line, cut) => lines.push([line, cut]));
  for (const chunk of chunks) decoder.push(chunk);
  decoder.end();
  return lines;
}

describe('createLineDecoder', () => {
  it.each([
    [
      'a\nb\n',
      [
        ['a', false],
        ['b', false],
      ],
    ],
    [
      'a\r\nb',
      [
        ['a', false],
        ['b', false],
      ],
    ],
    [
      '\n\n',
      [
        ['', false],
        ['', false],
      ],
    ],
    ['', []],
    [
      '123456789\nx\n',
      [
        ['12345678', true],
        ['x', false],
      ],
    ],
    ['1234567한글\n', [['1234567', true]]],
    ['12345한\n', [['12345한', false]]],
  ] as const)('%j', (text, lines) => {
    expect(decode([Buffer.from(text)], 8)).toEqual(lines);
  });

  it('replaces what is not UTF-8', () => {
    expect(decode([Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a])], 8)).toEqual([['a\uFFFD\uFFFDb', false]]);
  });

  it('gives the same lines wherever the stream is split', () => {
    const text = Buffer.from('시작 v1\n\nERROR: ' + 'x'.repeat(40) + '\r\n🙂🙂🙂🙂🙂🙂🙂🙂🙂\nlast');
    const whole = decode([text], 32);
    for (let at = 0; at <= text.length; at++)
      expect(decode([text.subarray(0, at), text.subarray(at)], 32)).toEqual(whole);
    expect(
      decode(
        [...text].map((byte) => Uint8Array.of(byte)),
        32,
      ),
    ).toEqual(whole);
  });

  it('gives the same lines for any bytes in any pieces', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => array.map((byte) => (byte % 7 === 0 ? 10 : byte)));
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.nat(200), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (array, cuts, max) => {
          const at = [...new Set([0, ...cuts.filter((cut) => cut < array.length), array.length])].sort((a, b) => a - b);
          const pieces = at.slice(1).map((end, index) => array.subarray(at[index], end));
          const lines = decode(pieces, max);
          expect(lines).toEqual(decode([array], max));
          for (const [line] of lines) expect(line.includes('\n')).toBe(false);
        },
      ),
    );
  });
});
