import { expect, test } from 'vitest';
import { threeWayMerge } from './three-way-merge.ts';

test.each([
  ['a new field comes', {}, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['a changed field wins', { a: 1 }, { a: 1 }, { a: 2 }, { a: 2 }],
  ['a field that was ours goes', { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 1 }, { a: 1 }],
  ['a field that others set stays', { a: 1 }, { a: 1, theirs: 1 }, { a: 1 }, { a: 1, theirs: 1 }],
  ['deep inside too', { s: { a: 1, b: 1 } }, { s: { a: 1, b: 1, d: 1 } }, { s: { a: 2 } }, { s: { a: 2, d: 1 } }],
  [
    'containers go by name: ours removed, injected kept, defaults kept',
    { containers: [{ name: 'a' }, { name: 'b' }] },
    { containers: [{ name: 'b', policy: 'Always' }, { name: 'a' }, { name: 'injected' }] },
    { containers: [{ name: 'b', image: 'x' }] },
    { containers: [{ name: 'b', policy: 'Always', image: 'x' }, { name: 'injected' }] },
  ],
  [
    'ports go by number and protocol',
    {},
    {
      ports: [
        { port: 53, protocol: 'TCP', nodePort: 1 },
        { port: 53, protocol: 'UDP', nodePort: 2 },
      ],
    },
    { ports: [{ port: 53, protocol: 'UDP' }] },
    {
      ports: [
        { port: 53, protocol: 'UDP', nodePort: 2 },
        { port: 53, protocol: 'TCP', nodePort: 1 },
      ],
    },
  ],
  [
    'items of one name are replaced whole',
    {},
    { env: [{ name: 'a', value: '0' }] },
    { env: [{ name: 'a' }, { name: 'a' }] },
    { env: [{ name: 'a' }, { name: 'a' }] },
  ],
  ['plain lists are replaced', { args: ['a'] }, { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
  [
    'an unnamed item keeps its defaults and loses what was ours',
    { rules: [{ a: 1, b: 1 }] },
    { rules: [{ a: 1, b: 1, default: 1 }] },
    { rules: [{ a: 2 }] },
    { rules: [{ a: 2, default: 1 }] },
  ],
  ['a map over a scalar', {}, { a: 1 }, { a: { b: 1 } }, { a: { b: 1 } }],
  ['nothing applied before', undefined, { a: 1 }, { a: 1 }, { a: 1 }],
])('%s', (_, last, live, target, result) => {
  expect(threeWayMerge(last, live, target)).toEqual(result);
});
