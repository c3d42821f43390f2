import { expect, test } from 'vitest';
import { evaluatePolicy } from '../evaluate-policy.ts';
import { lounge } from './good-lounge.ts';
test('good', () => {
  expect(evaluatePolicy(lounge(), { language: 'ko', at: 0 }).findings).toEqual([]);
});
