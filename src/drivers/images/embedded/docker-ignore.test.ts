import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerIgnore } from './docker-ignore.ts';

describe('patterns, as moby/patternmatcher has them', () => {
  it.each([
    ['node_modules', 'node_modules', true],
    ['node_modules', 'node_modules/a/b.js', true],
    ['node_modules', 'sub/node_modules', false],
    ['**/node_modules', 'sub/node_modules/a', true],
    ['**/node_modules', 'node_modules', true],
    ['/build/', 'build/x', true],
    ['./build', 'build', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'docs/deep/README.md', true],
    ['docs/*', 'docs/a', true],
    ['docs/**', 'docs/a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[ab].txt', 'b.txt', true],
    ['[^ab].txt', 'b.txt', false],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'axb', false],
    ['a.b', 'axb', false],
    ['# comment', '# comment', false],
    ['.', 'anything', false],
    ['../x', 'x', false],
  ])('%s on %s: %s', (pattern, path, excluded) => {
    expect(parseDockerIgnore(pattern).excludes(path)).toBe(excluded);
  });

  it('lets the last match decide, and takes back below an excluded folder', () => {
    const ignore = parseDockerIgnore('\uFEFF*\r\n!src\r\nsrc/*.test.ts\r\n!src/keep.test.ts\r\n');
    expect(
      ['README.md', 'src/a.ts', 'src/a.test.ts', 'src/keep.test.ts'].filter((path) => !ignore.excludes(path)),
    ).toEqual(['src/a.ts', 'src/keep.test.ts']);
    expect(ignore.hasExceptions).toBe(true);
  });

  it('reports what is no pattern', () => {
    expect(parseDockerIgnore('a[\n!\nok').malformed).toEqual(['a[', '!']);
  });
});

describe('any patterns', () => {
  const name = fc.stringMatching(/^[a-z]{1,4}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  it('what is excluded is excluded with all below it, until it is taken back', () => {
    fc.assert(
      fc.property(path, path, (one, below) => {
        expect(parseDockerIgnore(one).excludes(`${one}/${below}`)).toBe(true);
        expect(parseDockerIgnore(`${one}\n!${one}/${below}`).excludes(`${one}/${below}`)).toBe(false);
      }),
    );
  });

  it('never throws, and is quick', () => {
    const line = fc
      .array(fc.constantFrom('*', '**', '/', '?', '[', ']', '^', '\\', 'a', '-', '!'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 5 }),
        path,
        (lines, one) => typeof parseDockerIgnore(lines.join('\n')).excludes(one) === 'boolean',
      ),
    );
    const start = performance.now();
    parseDockerIgnore(`${'**/'.repeat(50)}x`).excludes(`${'a/'.repeat(100)}b`);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
