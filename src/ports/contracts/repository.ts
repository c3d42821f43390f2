import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Repository } from '../repository.ts';

/** Two clones of one remote on branch `main`, with one commit: `README.md` and an executable `run.sh`, both "hello\n". */
export interface RepositoryFixture {
  readonly mine: Repository;
  readonly theirs: Repository;
  /** Writes files into the working tree of `mine`. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const actor = { name: 'Kim', role: 'developer' } as const;
export const at = 1_700_000_000_000;

/** What every driver of the port must do. */
export function repositoryContract(name: string, open: () => Promise<RepositoryFixture>): void {
  describe(`${name}: objects`, () => {
    it('reads the state of the clone', async () => {
      await using fixture = await open();
      await fixture.write({ 'new file.txt': 'x', 'README.md': 'changed\n', 'sub/한글.txt': 'y' });
      const status = await fixture.mine.status();
      expect(status.branch).toBe('main');
      expect(status.head).toBe(await fixture.mine.resolve('HEAD'));
      expect([...status.dirty].sort()).toEqual(['README.md', 'new file.txt', 'sub/한글.txt']);
    });

    it('makes the same commit from the same request, and touches nothing', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const request = {
        parent,
        actor,
        at,
        message: 'feat: x\n\nLounge-Release: web-1\n',
        changes: [
          { path: 'a/b.txt', content: 'new\n' },
          { path: 'README.md', content: null },
          { path: 'run.sh', content: 'echo\n' },
        ],
      };
      const commit = await fixture.mine.createCommit(request);
      expect(await fixture.mine.createCommit(request)).toBe(commit);
      expect(await fixture.mine.changedFiles(parent, commit)).toEqual(['README.md', 'a/b.txt', 'run.sh']);
      expect(await fixture.mine.readFile(commit, 'a/b.txt')).toBe('new\n');
      expect(await fixture.mine.readFile(commit, 'README.md')).toBeUndefined();
      expect(await fixture.mine.listFiles(commit)).toEqual([
        { path: 'a/b.txt', bytes: 4, mode: '100644' },
        { path: 'run.sh', bytes: 5, mode: '100755' },
      ]);
      expect((await fixture.mine.status()).dirty).toEqual([]);
      const [info] = await fixture.mine.log({ from: parent, to: commit });
      expect(info).toMatchObject({
        commit,
        parents: [parent],
        subject: 'feat: x',
        trailers: { 'Lounge-Release': 'web-1' },
        committedAt: at,
        author: expect.stringContaining('Kim'),
      });
      expect(await fixture.mine.diff(parent, commit, 'a')).toContain('+new');
    });

    it('tells trees apart, and what is not there', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const commit = await fixture.mine.createCommit({
        parent,
        actor,
        at,
        message: 'feat: a',
        changes: [{ path: 'a/b', content: 'x' }],
      });
      expect(await fixture.mine.tree(commit, 'a')).toMatch(/^[0-9a-f]{40}$/);
      expect(await fixture.mine.tree(parent, 'a')).toBeUndefined();
      expect(await fixture.mine.tree(commit)).not.toBe(await fixture.mine.tree(parent));
      expect(await fixture.mine.resolve('no-such-branch')).toBeUndefined();
      expect(await fixture.mine.resolve('--help')).toBeUndefined();
      expect(await fixture.mine.isAncestor(parent, commit)).toBe(true);
      expect(await fixture.mine.isAncestor(commit, parent)).toBe(false);
      expect(await fixture.mine.isAncestor('0'.repeat(40), commit)).toBe(false);
      await expect(fixture.mine.tree('1'.repeat(40))).rejects.toMatchObject({ code: 'GIT_REVISION_UNKNOWN' });
    });

    it('checks a commit out into a folder that is gone afterwards', async () => {
      await using fixture = await open();
      const seen = await fixture.mine.withCheckout('HEAD', async (folder) => ({
        folder,
        files: await readdir(folder),
        text: await readFile(join(folder, 'README.md'), 'utf8'),
      }));
      expect(seen).toMatchObject({ files: ['README.md', 'run.sh'], text: 'hello\n' });
      await expect(readdir(seen.folder)).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('commits the given paths only', async () => {
      await using fixture = await open();
      await fixture.write({ 'mine.txt': '1', 'other.txt': '2' });
      const commit = await fixture.mine.commitPaths(['mine.txt'], 'feat: mine', actor);
      expect((await fixture.mine.listFiles(commit)).map((file) => file.path)).toEqual([
        'README.md',
        'mine.txt',
        'run.sh',
      ]);
      expect((await fixture.mine.status()).dirty).toEqual(['other.txt']);
      expect(await fixture.mine.commitPaths(['mine.txt'], 'feat: again', actor)).toBe(commit);
    });

    it.each(['../x', '/etc/passwd', 'a/../../x', '.git/config', 'a//b', ''])('refuses the path %j', async (path) => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      await expect(
        fixture.mine.createCommit({ parent, actor, at, message: 'm', changes: [{ path, content: 'x' }] }),
      ).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
    });
  });

  describe(`${name}: the remote`, () => {
    it('publishes on what it expected, and never over somebody else', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const mine = await change(fixture.mine, parent, 'mine');
      const theirs = await change(fixture.theirs, parent, 'theirs');
      await fixture.mine.publish(mine, parent);
      await fixture.mine.publish(mine, parent);
      await expect(fixture.theirs.publish(theirs, parent)).rejects.toMatchObject({
        code: 'GIT_MOVED',
        retryable: true,
      });
      expect(await fixture.theirs.fetch()).toEqual({ remoteHead: mine });
      const rebased = await fixture.theirs.rebase(theirs, mine);
      await fixture.theirs.publish(rebased, mine);
      expect(await fixture.mine.fetch()).toEqual({ remoteHead: rebased });
      expect(await fixture.mine.isAncestor(mine, rebased)).toBe(true);
    });

    it('knows where the remote was when it last looked, and no later', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const mine = await change(fixture.mine, parent, 'mine');
      await fixture.mine.publish(mine, parent);
      expect(await fixture.mine.lastSeenRemoteHead()).toBe(mine);
      expect(await fixture.theirs.lastSeenRemoteHead()).not.toBe(mine);
      await fixture.theirs.fetch();
      expect(await fixture.theirs.lastSeenRemoteHead()).toBe(mine);
    });

    it('does not drop commits, whatever is expected', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const mine = await change(fixture.mine, parent, 'mine');
      await fixture.mine.publish(mine, parent);
      const side = await change(fixture.mine, parent, 'side');
      await expect(fixture.mine.publish(side, mine)).rejects.toMatchObject({ code: 'GIT_MOVED' });
    });

    it('names the files of a conflict', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const one = await fixture.mine.createCommit({
        parent,
        actor,
        at,
        message: 'one',
        changes: [{ path: 'README.md', content: 'one\n' }],
      });
      const two = await fixture.mine.createCommit({
        parent,
        actor,
        at,
        message: 'two',
        changes: [{ path: 'README.md', content: 'two\n' }],
      });
      await expect(fixture.mine.rebase(one, two)).rejects.toMatchObject({
        code: 'GIT_CONFLICT',
        parameters: { files: ['README.md'] },
      });
      await expect(fixture.mine.revertChanges(one, two)).rejects.toMatchObject({ code: 'GIT_CONFLICT' });
      expect((await fixture.mine.status()).dirty).toEqual([]);
    });

    it('undoes a commit below others', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const bad = await fixture.mine.createCommit({
        parent,
        actor,
        at,
        message: 'bad',
        changes: [
          { path: 'README.md', content: 'bad\n' },
          { path: 'added', content: 'x' },
        ],
      });
      const later = await change(fixture.mine, bad, 'later');
      expect(await fixture.mine.revertChanges(bad, later)).toEqual([
        { path: 'README.md', content: 'hello\n' },
        { path: 'added', content: null },
      ]);
    });

    it('moves the clone forward only when nothing is lost', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const next = await change(fixture.mine, parent, 'next');
      expect(await fixture.mine.fastForward(next)).toBe(true);
      expect(await head(fixture.mine)).toBe(next);
      await fixture.write({ 'local.txt': 'mine' });
      const local = await fixture.mine.commitPaths(['local.txt'], 'feat: local', actor);
      const onto = await change(fixture.mine, next, 'elsewhere');
      expect(await fixture.mine.fastForward(onto)).toBe(false);
      const rebased = await fixture.mine.rebase(local, onto);
      await fixture.write({ 'README.md': 'unsaved work\n' });
      expect(await fixture.mine.fastForward(rebased)).toBe(true);
      expect(await head(fixture.mine)).toBe(rebased);
      expect((await fixture.mine.status()).dirty).toEqual(['README.md']);
      const clash = await fixture.mine.createCommit({
        parent: rebased,
        actor,
        at,
        message: 'clash',
        changes: [{ path: 'README.md', content: 'clash\n' }],
      });
      expect(await fixture.mine.fastForward(clash)).toBe(false);
      expect(await fixture.mine.fastForward(parent)).toBe(false);
    });
  });
}

/** Where the clone is. */
export async function head(repository: Repository): Promise<string> {
  const commit = await repository.resolve('HEAD');
  if (commit === undefined) throw new Error('no HEAD');
  return commit;
}

/** A commit that adds one file. */
export function change(repository: Repository, parent: string, name: string): Promise<string> {
  return repository.createCommit({
    parent,
    actor,
    at,
    message: `feat: ${name}`,
    changes: [{ path: `${name}.txt`, content: `${name}\n` }],
  });
}
