import { describe, expect, test } from 'vitest';
import { keepLine, tellingLines, type RecentLines } from './log-excerpt.ts';

const frames = Array.from({ length: 12 }, (_, index) => `    at step${index} (/app/server.js:${index}:1)`);
const python = Array.from({ length: 6 }, (_, index) => `  File "/app/${index}.py", line 1, in run`);

function recent(lines: readonly string[], container = 'web'): RecentLines {
  const kept: RecentLines = new Map();
  lines.forEach((line, at) =>
    keepLine(kept, { line, container, fact: { event: { at, type: 'log', pod: 'p', line } } }),
  );
  return kept;
}

describe('what is told of the log of a dying container', () => {
  test.each([
    {
      name: 'Node.js',
      lines: [
        'starting',
        '/app/a.js:3',
        "throw new Error('no key')",
        '^',
        '',
        'Error: no key',
        ...frames,
        '',
        'Node.js v24',
      ],
      told: ['/app/a.js:3', "throw new Error('no key')", 'Error: no key', 'Node.js v24'],
    },
    {
      name: 'Python',
      lines: ['starting', 'Traceback (most recent call last):', ...python, 'ValueError: no key'],
      told: ['starting', 'Traceback (most recent call last):', 'ValueError: no key'],
    },
    {
      name: 'Java',
      lines: [
        'Exception in thread "main" java.lang.IllegalStateException: no key',
        '\tat a.B.c(B.java:1)',
        'Caused by: x',
      ],
      told: ['Exception in thread "main" java.lang.IllegalStateException: no key', 'Caused by: x'],
    },
    {
      name: 'Go',
      lines: ['up', 'panic: no key', '', 'goroutine 1 [running]:', 'main.main()'],
      told: ['up', 'panic: no key', 'main.main()'],
    },
    {
      name: 'nothing that looks like an error',
      lines: ['1', '2', '3', '4', '5', '6 errors fixed'],
      told: ['2', '3', '4', '5', '6 errors fixed'],
    },
    { name: 'nothing at all', lines: [], told: [] },
  ])('$name', ({ lines, told }) => {
    expect(tellingLines(recent(lines)).map(({ line }) => line)).toEqual(told);
  });

  test('only of the container that is dying', () => {
    const kept = new Map([...recent(['ERROR of the proxy'], 'proxy'), ...recent(['giving up'])]);
    expect(tellingLines(kept, 'web').map(({ line }) => line)).toEqual(['giving up']);
  });

  test('a log without end costs no more than its newest lines', () => {
    const kept = recent(Array.from({ length: 10_000 }, (_, index) => `line ${index}`));
    expect(kept.get('web')).toHaveLength(40);
    expect(tellingLines(kept).at(-1)?.line).toBe('line 9999');
  });
});
