import { expect, it } from 'vitest';
import { fillNames } from './fill-names.ts';
import { UNKNOWN_NAMES } from './next-commands.ts';

it.each([
  ['shop', 'See `lounge status <service>`.', 'See `lounge status shop`.'],
  ['shop', '`lounge ship <service>`(으)로 릴리스합니다.', '`lounge ship shop`로 릴리스합니다.'],
  ['login', '`lounge ship <서비스>`(으)로 릴리스합니다.', '`lounge ship login`으로 릴리스합니다.'],
  ['login', '<service>을(를) <environment>에', 'login을 <environment>에'],
])('%s: %s', (service, text, filled) => {
  expect(fillNames(text, { ...UNKNOWN_NAMES, service })).toBe(filled);
});
