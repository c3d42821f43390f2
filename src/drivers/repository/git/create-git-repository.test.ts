import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { leaseContract } from '../../../ports/contracts/leases.ts';
import { repositoryContract, type RepositoryFixture } from '../../../ports/contracts/repository.ts';
import { temporaryRepository, type TemporaryRepository } from '../../../../test/temporary-repository.ts';
import { createGitRepository } from './create-git-repository.ts';

const open = (root: string, branch = 'main') => createGitRepository({ root, branch, clock: systemClock });
const actor = { name: 'Kim', role: 'developer' } as const;

async function twoClones(): Promise<RepositoryFixture> {
  const repository = await temporaryRepository({ 'README.md': 'hello\n', 'run.sh': 'hello\n' });
  await repository.git(['update-index', '--chmod=+x', 'run.sh']);
  await repository.git(['commit', '--quiet', '--amend', '--no-edit']);
  await chmod(join(repository.root, 'run.sh'), 0o755);
  await repository.git(['push', '--quiet', '--force', 'origin', 'main']);
  await repository.git(['fetch', '--quiet'], repository.other);
  await repository.git(['reset', '--quiet', '--hard', 'origin/main'], repository.other);
  return {
    mine: open(repository.root),
    theirs: open(repository.other),
    write: (files) => repository.write(files),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

repositoryContract('git', twoClones);
leaseContract('git', twoClones);

describe('errors of git', () => {
  const broken: [
    code: string,
    prepare: (repository: TemporaryRepository) => Promise<unknown>,
    act?: (repository: TemporaryRepository) => Promise<unknown>,
  ][] = [
    [
      'GIT_NOT_A_REPOSITORY',
      ({ root }) => rm(join(root, '.git'), { recursive: true }),
      ({ root }) => open(root).status(),
    ],
    [
      'GIT_NOT_A_REPOSITORY',
      ({ root }) => mkdir(join(root, 'inner')),
      ({ root }) => open(join(root, 'inner')).status(),
    ],
    ['GIT_NOT_A_REPOSITORY', ({ root }) => rm(root, { recursive: true }), ({ root }) => open(root).status()],
    ['GIT_NO_REMOTE', ({ git }) => git(['remote', 'remove', 'origin'])],
    ['GIT_REMOTE_UNREACHABLE', ({ git }) => git(['remote', 'set-url', 'origin', '/nowhere/at/all.git'])],
    ['GIT_REMOTE_UNREACHABLE', ({ git }) => git(['remote', 'set-url', 'origin', 'http://127.0.0.1:9/x.git'])],
    [
      'GIT_LOCKED',
      ({ root }) => writeFile(join(root, '.git/index.lock'), ''),
      ({ root, write }) => write({ a: '1' }).then(() => open(root).commitPaths(['a'], 'feat: a', actor)),
    ],
    ['GIT_REVISION_UNKNOWN', () => Promise.resolve(), ({ root }) => open(root).log({ to: 'nope' })],
    ['GIT_REVISION_UNKNOWN', () => Promise.resolve(), ({ root }) => open(root).diff('HEAD', '--output=/tmp/x')],
    ['GIT_FAILED', () => Promise.resolve(), ({ root }) => open(root).commitPaths(['missing'], 'feat: a', actor)],
  ];
  it.each(broken)('%s (%#)', async (code, prepare, act = ({ root }) => open(root).fetch()) => {
    await using repository = await temporaryRepository();
    await prepare(repository);
    await expect(act(repository)).rejects.toMatchObject({ name: 'LoungeError', code });
  });

  it('says what the gate of the remote says', async () => {
    await using repository = await temporaryRepository();
    const hook = join(repository.remote, 'hooks/pre-receive');
    await writeFile(hook, '#!/bin/sh\necho "apps/web/.env: a secret" >&2\nexit 1\n', { mode: 0o755 });
    const mine = open(repository.root);
    const parent = await repository.git(['rev-parse', 'HEAD']);
    const commit = await mine.createCommit({
      parent,
      actor,
      at: 0,
      message: 'feat: x',
      changes: [{ path: 'x', content: 'x' }],
    });
    await expect(mine.publish(commit, parent)).rejects.toMatchObject({
      code: 'GIT_PUSH_REFUSED',
      parameters: { problem: 'apps/web/.env: a secret' },
    });
    await expect(
      mine.takeLease({
        service: 'web',
        release: 'r',
        actor: 'a',
        host: 'h',
        pid: 1,
        processMark: '',
        since: 0,
        tag: 't',
      }),
    ).rejects.toMatchObject({ code: 'GIT_PUSH_REFUSED' });
  });
});

describe('the user around it', () => {
  it('runs no hook and asks for no signature', async () => {
    await using repository = await temporaryRepository();
    for (const hook of [
      'pre-commit',
      'pre-push',
      'commit-msg',
      'post-checkout',
      'post-merge',
      'pre-rebase',
      'reference-transaction',
    ])
      await writeFile(join(repository.root, '.git/hooks', hook), '#!/bin/sh\ntouch "$0.ran"\nexit 1\n', {
        mode: 0o755,
      });
    await repository.git(['config', 'commit.gpgSign', 'true']);
    await repository.git(['config', 'gpg.program', '/bin/false']);
    const mine = open(repository.root);
    await repository.write({ a: '1' });
    const first = await mine.commitPaths(['a'], 'feat: a', actor);
    const next = await mine.createCommit({
      parent: first,
      actor,
      at: 0,
      message: 'feat: b',
      changes: [{ path: 'b', content: 'b' }],
    });
    await mine.publish(next, await repository.git(['rev-parse', 'origin/main'], repository.other));
    expect(await mine.fastForward(next)).toBe(true);
    await expect(repository.git(['rev-parse', 'HEAD'])).resolves.toBe(next);
  });

  it('is not led astray by the variables of a hook that started us', async () => {
    await using repository = await temporaryRepository();
    await using elsewhere = await temporaryRepository({ 'other.txt': 'x' });
    process.env['GIT_DIR'] = join(elsewhere.root, '.git');
    try {
      expect((await open(repository.root).listFiles('HEAD')).map((file) => file.path)).toEqual(['README.md']);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('starts from nothing', async () => {
    await using repository = await temporaryRepository();
    const root = join(repository.folder, 'fresh');
    await mkdir(root);
    const fresh = open(root, 'trunk');
    await fresh.initialize(repository.remote, 'trunk');
    await fresh.initialize(repository.remote, 'trunk');
    expect(await fresh.status()).toEqual({
      root,
      branch: 'trunk',
      head: undefined,
      dirty: [],
      remote: repository.remote,
    });
    expect(await fresh.fetch()).toEqual({ remoteHead: undefined });
    await writeFile(join(root, 'a'), '1');
    const commit = await fresh.commitPaths(['a'], 'feat: first', { name: '<>', role: 'human' });
    await fresh.publish(commit, undefined);
    expect(await fresh.fetch()).toEqual({ remoteHead: commit });
    await expect(fresh.publish(commit, undefined)).resolves.toBeUndefined();
  });

  it('deletes a branch of the remote that was made for a while', async () => {
    await using repository = await temporaryRepository();
    const rehearsal = open(repository.root, 'rehearsal/web');
    await rehearsal.deleteRemoteBranch();
    await rehearsal.publish(await repository.git(['rev-parse', 'HEAD']), undefined);
    await rehearsal.deleteRemoteBranch();
    expect(await rehearsal.fetch()).toEqual({ remoteHead: undefined });
    expect(await repository.git(['branch', '--list'], repository.remote)).toBe('* main');
  });

  it('tells a detached head', async () => {
    await using repository = await temporaryRepository();
    await repository.git(['checkout', '--quiet', '--detach']);
    const mine = open(repository.root);
    expect((await mine.status()).branch).toBeUndefined();
    expect(await mine.fastForward('HEAD')).toBe(false);
  });

  it('checks out fast, and as committed', async () => {
    await using repository = await temporaryRepository({ 'a.txt': 'one\ntwo\n', '.gitattributes': '* text=auto\n' });
    await repository.git(['config', 'core.autocrlf', 'true']);
    const mine = open(repository.root);
    await mine.withCheckout('HEAD', async () => {});
    const before = performance.now();
    const text = await mine.withCheckout('HEAD', async (folder) =>
      (await import('node:fs/promises')).readFile(join(folder, 'a.txt'), 'utf8'),
    );
    expect(text).toBe('one\ntwo\n');
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('waits for another of ours', async () => {
    await using repository = await temporaryRepository();
    const [one, two] = [open(repository.root), open(repository.root)];
    await repository.write({ a: '1', b: '2' });
    await Promise.all([one.commitPaths(['a'], 'feat: a', actor), two.commitPaths(['b'], 'feat: b', actor)]);
    expect((await one.status()).dirty).toEqual([]);
  });
});
