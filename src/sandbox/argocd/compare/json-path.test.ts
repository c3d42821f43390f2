import { describe, expect, test } from 'vitest';
import { copyAt, findJqPaths, parsePointer } from './json-path.ts';

const value = {
  spec: {
    list: [
      { name: 'a', image: 1 },
      { name: 'b', image: 2 },
    ],
    'x/y': { '~': 1 },
  },
};

describe('findJqPaths', () => {
  test.each([
    ['.spec.list[0].image', [['spec', 'list', 0, 'image']]],
    [
      '.spec.list[].image',
      [
        ['spec', 'list', 0, 'image'],
        ['spec', 'list', 1, 'image'],
      ],
    ],
    ['.spec.list[] | select(.name == "b") | .image', [['spec', 'list', 1, 'image']]],
    ['.spec["x/y"]', [['spec', 'x/y']]],
    ['.spec."x/y"', [['spec', 'x/y']]],
    ['.nowhere.at.all', [['nowhere', 'at', 'all']]],
    ['.spec.list[] | select(.name == "c")', []],
    ['.spec | keys', undefined],
    ['input', undefined],
    ['.["__proto__"].polluted', [['__proto__', 'polluted']]],
  ])('%s', (expression, paths) => expect(findJqPaths(expression, value)).toEqual(paths));
});

test('pointers are unescaped', () => expect(parsePointer('/spec/x~1y/~0')).toEqual(['spec', 'x/y', '~']));

describe('copyAt', () => {
  test.each([
    ['takes the value over', '/a/b', { a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 1 } }],
    ['takes away what is not there', '/a/b', { a: {} }, { a: { b: 2 } }, { a: {} }],
    ['an item of a list', '/a/1', { a: [1] }, { a: [1, 2] }, { a: [1] }],
    ['a parent that is missing changes nothing', '/x/y', { x: { y: 1 } }, { a: 1 }, { a: 1 }],
  ])('%s', (_, pointer, from, to, result) => {
    copyAt(parsePointer(pointer), from, to);
    expect(to).toEqual(result);
  });

  test('no prototype is reached', () => {
    copyAt(['__proto__', 'polluted'], { ['__proto__']: { polluted: 1 } }, {});
    expect({}).not.toHaveProperty('polluted');
  });
});
