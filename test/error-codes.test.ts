import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorMessages } from '../src/domain/messages/errors/index.ts';

/** Where tests name what they expect: beside the code, in the contracts of ports, in the suites of this folder. */
const PLACES = ['src/**/*.test.ts', 'src/ports/contracts/*.ts', 'test/**/*.ts'];

it('every code of an error is expected by a test', () => {
  const texts = PLACES.flatMap((place) => globSync(place)).map((file) => readFileSync(file, 'utf8'));
  const named = new Set(texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []));
  expect(Object.keys(errorMessages).filter((code) => !named.has(code))).toEqual([]);
});
