import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { start, type RunningProcess } from '../../../platform/exec.ts';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';
import { createObjectReader } from './object-reader.ts';

function readerIn(cwd: string) {
  const started: RunningProcess[] = [];
  const reader = createObjectReader({
    start: () => {
      const git = start('git', ['cat-file', '--batch'], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
      started.push(git);
      return git;
    },
    mostBytes: 1000,
    failed: async ({ stderr, exitCode }) => new Error(`${exitCode} ${stderr}`),
  });
  return { reader, started };
}

describe('objects by one git', () => {
  test('many questions at once, each its own answer, and what was committed meanwhile', async () => {
    await using repository = await temporaryRepository({ 'a b.txt': 'one', 'c.txt': 'two', large: 'x'.repeat(1001) });
    const { reader, started } = readerIn(repository.root);
    const head = await repository.git(['rev-parse', 'HEAD']);
    const names = ['a b.txt', 'nothing', 'c.txt', 'large'].map((path) => `${head}:${path}`);
    const found = await Promise.all(names.map(async (name) => await reader.read(name)));
    expect(found.map((object) => object?.content?.toString())).toEqual(['one', undefined, 'two', undefined]);
    expect(found[3]).toMatchObject({ type: 'blob', size: 1001 });
    const next = await repository.commit({ 'c.txt': 'three' }, 'more');
    expect((await reader.read(`${next}:c.txt`))?.content?.toString()).toBe('three');
    expect(started).toHaveLength(1);
  });

  test('git is let go when it is idle, and asked anew when it was killed', async () => {
    await using repository = await temporaryRepository();
    const { reader, started } = readerIn(repository.root);
    const head = await repository.git(['rev-parse', 'HEAD']);
    await reader.read(head);
    expect(await started[0]?.exited).toMatchObject({ exitCode: 0 });
    await reader.read(head);
    started[1]?.kill('SIGKILL');
    await started[1]?.exited;
    await sleep(0);
    expect(await reader.read(head)).toMatchObject({ hash: head, type: 'commit' });
    expect(started).toHaveLength(3);
  });

  test('an end before the answer is an error, not a silence', async () => {
    await using repository = await temporaryRepository();
    const { reader } = readerIn('/');
    await expect(reader.read('a'.repeat(40))).rejects.toThrow(/128 fatal: not a git repository/);
    const { reader: other, started } = readerIn(repository.root);
    const reading = other.read('HEAD');
    started[0]?.kill('SIGKILL');
    await expect(reading).rejects.toThrow('128');
  });
});
