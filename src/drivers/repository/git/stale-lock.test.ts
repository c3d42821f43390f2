import { rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';
import { systemClock } from '../../../platform/clock.ts';
import { exists } from '../../../platform/files.ts';
import { createGitRepository } from './create-git-repository.ts';
import { removeStaleLock } from './stale-lock.ts';

/** A clone that has to fetch, while something holds what it knows of the remote. */
async function lockedClone(secondsAgo: number) {
  const repository = await temporaryRepository();
  const head = await repository.commit({ 'README.md': 'more\n' }, 'more', { cwd: repository.other, push: true });
  const lock = join(repository.root, '.git/refs/remotes/origin/main.lock');
  await writeFile(lock, '');
  const then = new Date(Date.now() - secondsAgo * 1000);
  await utimes(lock, then, then);
  const git = createGitRepository({ root: repository.root, branch: 'main', clock: systemClock });
  return { repository, git, head, lock, [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose]() };
}

describe.concurrent('the lock of a git that was killed while it noted the head of the remote', () => {
  it.each([60, 0])('is taken away by the next one, %i s later', async (seconds) => {
    await using clone = await lockedClone(seconds);
    expect(await clone.git.fetch()).toEqual({ remoteHead: clone.head });
    expect(await exists(clone.lock)).toBe(false);
  });

  it('stays when it is another one by then', async () => {
    await using clone = await lockedClone(0);
    const fetching = clone.git.fetch().catch((error: { code: string }) => error.code);
    await sleep(1000);
    await writeFile(`${clone.lock}.next`, '');
    await rename(`${clone.lock}.next`, clone.lock);
    expect(await fetching).toBe('GIT_LOCKED');
    expect(await exists(clone.lock)).toBe(true);
  });

  it.each([
    ['outside of the clone', '/tmp/refs/remotes/origin/main.lock'],
    ['of a branch of the user', 'ROOT/.git/refs/heads/main.lock'],
    ['of the index', 'ROOT/.git/index.lock'],
  ])('is left alone when it is %s', async (_name, path) => {
    await using clone = await lockedClone(60);
    const named = path.replace('ROOT', clone.repository.root);
    expect(await removeStaleLock(clone.repository.root, `fatal: Unable to create '${named}': File exists.`)).toBe(
      false,
    );
  });
});
