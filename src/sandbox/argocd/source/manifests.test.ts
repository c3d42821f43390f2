import { describe, expect, test } from 'vitest';
import { parseManifests } from './manifests.ts';

const map = (more: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n${more}`;

describe('parseManifests', () => {
  test.each([
    ['octal numbers', 'mode: 0644', { mode: 420 }],
    ['dates stay text', 'day: 2024-01-01', { day: '2024-01-01' }],
    ['times of day stay text', 'at: 12:30', { at: '12:30' }],
    ['yes and no', 'on: yes', { true: true }],
    ['merge keys', 'a: &x { b: 1 }\nc: { <<: *x, d: 2 }', { a: { b: 1 }, c: { b: 1, d: 2 } }],
    ['null members go', 'a: ~', {}],
    ['status goes', 'status: { a: 1 }', {}],
  ])('%s', (_, text, fields) => {
    const [object] = parseManifests(map(text), 'x');
    expect(object).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...fields });
  });

  test('documents, lists and empty documents', () => {
    const list = 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Secret, metadata: { name: b } }]';
    expect(parseManifests(`---\n${map('')}\n---\n---\n${list}\n`, 'x').map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'Secret',
    ]);
    expect(parseManifests('', 'x')).toEqual([]);
  });

  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
    .join('\n')}`;
  test.each([
    ['no kind', 'apiVersion: v1\nmetadata: { name: a }', "Object 'Kind' is missing in 'x'"],
    ['no name', 'apiVersion: v1\nkind: Pod', "Object 'metadata.name' is missing in 'x'"],
    ['a scalar', 'hello', 'must be a mapping'],
    ['broken YAML', 'a: [', 'Failed to unmarshal "x"'],
    ['a duplicate key', 'a: 1\na: 2', 'Failed to unmarshal "x"'],
    ['aliases that explode', map(bomb), 'Failed to unmarshal "x"'],
    [
      'labels that are no mapping',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: x }',
      'metadata.labels of Pod',
    ],
    ['an object that is too large', map(`data: { a: ${'x'.repeat(1_100_000)} }`), 'is larger than'],
    ['too many documents', '---\na: 1\n'.repeat(2001), 'more than 2000 documents'],
  ])('%s is refused', (_, text, message) => expect(() => parseManifests(text, 'x')).toThrow(message));

  test('prototype keys are dropped', () => {
    const [object] = parseManifests(map('data: { __proto__: { polluted: x }, a: b }'), 'x');
    expect(Object.keys(object?.data as object)).toEqual(['a']);
    expect({}).not.toHaveProperty('polluted');
  });
});
