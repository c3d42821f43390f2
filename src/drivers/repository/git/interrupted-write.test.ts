import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';
import { exists } from '../../../platform/files.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createGitRepository } from './create-git-repository.ts';
import { withRepositoryLock } from './repository-lock.ts';

const LOCKS = ['index.lock', 'HEAD.lock', 'ORIG_HEAD.lock', 'refs/heads/main.lock'];

/** A clone whose process was killed while it moved from one commit to the next: both change README.md, add a file and drop one. */
async function killedInTheMiddle() {
  const repository = await temporaryRepository({
    'README.md': 'hello\n',
    'dropped.txt': 'old\n',
    'mine.txt': 'mine\n',
  });
  const git = createGitRepository({ root: repository.root, branch: 'main', clock: systemClock });
  const parent = (await git.resolve('HEAD')) ?? '';
  const target = await git.createCommit({
    parent,
    actor: { name: 'Kim', role: 'developer' },
    at: 1_700_000_000_000,
    message: 'next',
    changes: [
      { path: 'README.md', content: 'hello\nworld\n' },
      { path: 'added.txt', content: 'added\n' },
      { path: 'dropped.txt', content: null },
    ],
  });
  await mkdir(join(repository.root, '.git/lounge'), { recursive: true });
  await writeFile(join(repository.root, '.git/lounge/writing'), target);
  const at = (path: string) => join(repository.root, path);
  return { repository, git, target, at, [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose]() };
}

// Most of them wait for a lock to be old enough.
describe.concurrent('a process that was killed while it wrote', () => {
  it.each(LOCKS)('leaves %s, which the next one removes', async (lock) => {
    await using world = await killedInTheMiddle();
    await writeFile(world.at(`.git/${lock}`), '');
    expect(await world.git.fastForward(world.target)).toBe(true);
    expect((await world.git.status()).head).toBe(world.target);
    expect((await world.git.status()).dirty).toEqual([]);
    expect(await exists(world.at('.git/lounge/writing'))).toBe(false);
  });

  it.each([
    ['the whole of a file', { 'README.md': 'hello\nworld\n' }],
    ['the beginning of a file', { 'README.md': 'hello\nwo', 'added.txt': '' }],
    ['new files alone', { 'added.txt': 'added\n' }],
  ])('has written %s, and it is written again', async (_name, files) => {
    await using world = await killedInTheMiddle();
    await world.repository.write({ ...files, 'mine.txt': 'not saved\n' });
    await rm(world.at('dropped.txt'));
    expect(await world.git.fastForward(world.target)).toBe(true);
    expect((await world.git.status()).dirty).toEqual(['mine.txt']);
    expect(await readFile(world.at('README.md'), 'utf8')).toBe('hello\nworld\n');
  });

  it('is nothing that the user has to commit', async () => {
    await using world = await killedInTheMiddle();
    await writeFile(world.at('.git/index.lock'), '');
    await world.repository.write({ 'README.md': 'hello\nwo', 'added.txt': '' });
    expect((await world.git.status()).dirty).toEqual([]);
    expect(await exists(world.at('.git/index.lock'))).toBe(false);
  });

  it('had all but the branch moved, and goes back', async () => {
    await using world = await killedInTheMiddle();
    await world.repository.git(['read-tree', '-m', '-u', 'HEAD', world.target]);
    await writeFile(world.at('.git/HEAD.lock'), '');
    expect((await world.git.status()).dirty).toEqual([]);
    expect(await world.git.fastForward(world.target)).toBe(true);
    expect(await world.git.status()).toMatchObject({ head: world.target, dirty: [] });
  });

  it('is waited for while it is at work', async () => {
    await using world = await killedInTheMiddle();
    await rm(world.at('.git/lounge/writing'));
    let status: Promise<{ dirty: readonly string[] }> | undefined;
    await withRepositoryLock(world.at('.git'), systemClock, async () => {
      await world.repository.write({ 'README.md': 'hello\nworld\n' });
      status = world.git.status();
      await sleep(500);
      await world.repository.write({ 'README.md': 'hello\n' });
    });
    expect((await status)?.dirty).toEqual([]);
  });

  it('keeps what the user wrote', async () => {
    await using world = await killedInTheMiddle();
    await world.repository.write({ 'README.md': 'my own words\n' });
    expect(await world.git.fastForward(world.target)).toBe(false);
    expect(await readFile(world.at('README.md'), 'utf8')).toBe('my own words\n');
  });

  it('never takes a lock that is not of that moment', async () => {
    await using world = await killedInTheMiddle();
    await writeFile(world.at('.git/index.lock'), '');
    const later = new Date(Date.now() + 10_000);
    await utimes(world.at('.git/index.lock'), later, later);
    expect(await world.git.fastForward(world.target)).toBe(false);
    expect(await exists(world.at('.git/index.lock'))).toBe(true);
  });
});
