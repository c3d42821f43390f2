import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fields } from '../../resources/fields.ts';
import { schemaOfKind } from '../../resources/schema.ts';
import { applyFields } from './apply-patch.ts';
import { applyJsonPatch } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';

const pod = schemaOfKind('v1', 'Pod') ?? {};

const withContainers = (...containers: Fields[]): Fields => ({ spec: { containers } });
const containersOf = (object: Fields): unknown => (object.spec as Fields).containers;

test.each<[string, Fields, Fields, unknown]>([
  [
    'merges by name',
    withContainers({ name: 'a', image: '1' }, { name: 'b' }),
    withContainers({ name: 'a', image: '2' }),
    [{ name: 'a', image: '2' }, { name: 'b' }],
  ],
  ['adds what is new', withContainers({ name: 'a' }), withContainers({ name: 'c' }), [{ name: 'a' }, { name: 'c' }]],
  [
    'deletes by directive',
    withContainers({ name: 'a' }, { name: 'b' }),
    withContainers({ name: 'a', $patch: 'delete' }),
    [{ name: 'b' }],
  ],
  [
    'replaces the list',
    withContainers({ name: 'a' }, { name: 'b' }),
    withContainers({ $patch: 'replace' }, { name: 'c' }),
    [{ name: 'c' }],
  ],
  [
    'null removes a member',
    withContainers({ name: 'a', image: '1' }),
    withContainers({ name: 'a', image: null }),
    [{ name: 'a' }],
  ],
  [
    'merges deeper',
    withContainers({ name: 'a', env: [{ name: 'X', value: '1' }] }),
    withContainers({ name: 'a', env: [{ name: 'Y', value: '2' }] }),
    [
      {
        name: 'a',
        env: [
          { name: 'X', value: '1' },
          { name: 'Y', value: '2' },
        ],
      },
    ],
  ],
  [
    'replaces lists without a key',
    withContainers({ name: 'a', args: ['1', '2'] }),
    withContainers({ name: 'a', args: ['3'] }),
    [{ name: 'a', args: ['3'] }],
  ],
  [
    'orders as asked',
    withContainers({ name: 'a' }, { name: 'b' }, { name: 'server' }),
    { spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }], containers: [{ name: 'a' }] } },
    [{ name: 'b' }, { name: 'server' }, { name: 'a' }],
  ],
])('strategic merge patch %s', (_, document, patch, expected) => {
  expect(containersOf(applyStrategicMergePatch(document, patch, pod))).toEqual(expected);
});

test('strategic merge patch keeps only the keys it retains, and merges sets', () => {
  const deployment = schemaOfKind('apps/v1', 'Deployment') ?? {};
  const rolling = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
  const recreate = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
  expect(applyStrategicMergePatch(rolling, recreate, deployment)).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  const held = { metadata: { finalizers: ['a', 'b'] } };
  expect(applyStrategicMergePatch(held, { metadata: { finalizers: ['c'] } }, pod)).toEqual({
    metadata: { finalizers: ['a', 'b', 'c'] },
  });
  const removal = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } };
  expect(applyStrategicMergePatch(held, removal, pod)).toEqual({ metadata: { finalizers: ['b'] } });
});

test.each<[string, unknown, unknown[], unknown]>([
  ['adds', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
  ['inserts', { l: [1, 3] }, [{ op: 'add', path: '/l/1', value: 2 }], { l: [1, 2, 3] }],
  ['appends', { l: [1] }, [{ op: 'add', path: '/l/-', value: 2 }], { l: [1, 2] }],
  ['removes', { l: [1, 2] }, [{ op: 'remove', path: '/l/0' }], { l: [2] }],
  ['replaces', { a: { b: 1 } }, [{ op: 'replace', path: '/a/b', value: 2 }], { a: { b: 2 } }],
  ['moves', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
  ['copies', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
  ['reads escapes', { 'a/b': { '~': 1 } }, [{ op: 'test', path: '/a~1b/~0', value: 1 }], { 'a/b': { '~': 1 } }],
])('JSON patch %s', (_, document, patch, expected) => {
  const before = structuredClone(document);
  expect(applyJsonPatch(document, patch)).toEqual(expected);
  expect(document).toEqual(before);
});

test.each<[string, unknown, number]>([
  ['no list', {}, 400],
  ['an unknown operation', [{ op: 'x', path: '' }], 400],
  ['a path without a slash', [{ op: 'add', path: 'a', value: 1 }], 400],
  ['a missing parent', [{ op: 'add', path: '/b/c', value: 1 }], 422],
  ['a missing member', [{ op: 'replace', path: '/b', value: 1 }], 422],
  ['an index out of range', [{ op: 'remove', path: '/l/7' }], 422],
  ['a test that fails', [{ op: 'test', path: '/a', value: 2 }], 422],
  ['a prototype key', [{ op: 'add', path: '/__proto__', value: {} }], 400],
  ['null for an operation', [null], 400],
])('JSON patch refuses %s', (_, patch, code) => {
  expect(() => applyJsonPatch({ a: 1, l: [] }, patch)).toThrow(expect.objectContaining({ code }));
});

test('a merge patch of an object onto nothing is the object without its nulls', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        fc.oneof(fc.constant(null), fc.integer()),
      ),
      (patch) => {
        const kept = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
        expect(applyMergePatch({}, patch)).toEqual(kept);
      },
    ),
  );
});

const apply = (live: Fields, applied: Fields, own = {}, others: { manager: string; fields: object }[] = []) =>
  applyFields(live, applied, pod, own, others as never);

test('server-side apply removes what its manager leaves out, keeps what others have', () => {
  const first = apply(
    {},
    withContainers({
      name: 'a',
      image: '1',
      env: [
        { name: 'X', value: '1' },
        { name: 'Y', value: '2' },
      ],
    }),
  );
  const live = withContainers({
    name: 'a',
    image: '1',
    imagePullPolicy: 'Always',
    env: [
      { name: 'X', value: '1' },
      { name: 'Y', value: '2' },
    ],
  });
  const second = apply(live, withContainers({ name: 'a', image: '1', env: [{ name: 'Y', value: '2' }] }), first.fields);
  expect(containersOf(second.object)).toEqual([
    { name: 'a', image: '1', imagePullPolicy: 'Always', env: [{ name: 'Y', value: '2' }] },
  ]);
  const shared = apply(live, withContainers({ name: 'a' }), first.fields, [{ manager: 'other', fields: first.fields }]);
  expect(shared.object).toEqual(live);
});

test('server-side apply merges ports by number and protocol, TCP where none is said', () => {
  const live = withContainers({ name: 'a', ports: [{ containerPort: 80, protocol: 'TCP' }] });
  const result = apply(live, withContainers({ name: 'a', ports: [{ containerPort: 80, name: 'http' }] }));
  expect(containersOf(result.object)).toEqual([
    { name: 'a', ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }] },
  ]);
});

test('server-side apply tells conflicts only where values differ', () => {
  const owner = apply({}, withContainers({ name: 'a', image: '1' }));
  const others = [{ manager: 'owner', fields: owner.fields }];
  const live = withContainers({ name: 'a', image: '1' });
  expect(apply(live, live, {}, others).conflicts).toEqual([]);
  const taken = apply(live, withContainers({ name: 'a', image: '2' }), {}, others);
  expect(taken.conflicts).toMatchObject([{ manager: 'owner', field: '.spec.containers[name="a"].image' }]);
  expect(JSON.stringify(taken.others)).not.toContain('f:image');
});
