import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exec } from '../../../platform/exec.ts';
import { createGitServer, type GitServer } from '../../git/git-server.ts';
import { GitMirror } from './git-mirror.ts';

let root: string;
let server: GitServer;
let url: string;
const login = { user: 'argo', password: 'secret-word' };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mirror-'));
  server = createGitServer({ folder: join(root, 'git'), users: [login] });
  await server.ensureRepository('lounge');
  url = `${(await server.listen(0)).url}/lounge.git`;
  await mkdir(join(root, 'tree'));
  await git('init', '--quiet', '--initial-branch=main');
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function git(...args: string[]): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b.c',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b.c',
  };
  const result = await exec('git', args, {
    cwd: join(root, 'tree'),
    env: { ...identity, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  if (result.exitCode !== 0) throw new Error(result.stderr);
  return result.stdout.trim();
}

async function push(content: string, branch = 'main'): Promise<string> {
  await writeFile(join(root, 'tree', 'a.txt'), content);
  await git('add', '.');
  await git('commit', '--quiet', '-m', content);
  await git('push', '--quiet', url.replace('//', '//argo:secret-word@'), `HEAD:${branch}`);
  return await git('rev-parse', 'HEAD');
}

const open = (access = {}) => new GitMirror(join(root, 'mirrors'), url, { ...login, ...access });

describe('GitMirror', () => {
  test('resolves branches, tags, commits and HEAD; old news on request', async () => {
    const mirror = open();
    const first = await push('one');
    expect(await mirror.resolve('main', true)).toBe(first);
    expect(await mirror.resolve('HEAD', true)).toBe(first);
    const second = await push('two');
    expect(await mirror.resolve('main', false)).toBe(first);
    expect(await mirror.resolve('main', true)).toBe(second);
    expect(await mirror.resolve(first, true)).toBe(first);
    await expect(mirror.resolve('f'.repeat(40), true)).rejects.toThrow('unable to resolve');
  });

  test('a checkout holds the commit, and many at once are one', async () => {
    const mirror = open();
    const first = await push('one');
    const second = await push('two');
    await mirror.resolve('main', true);
    const folders = await Promise.all(
      [first, second, first, second].map(async (commit) => await mirror.checkout(commit)),
    );
    expect(await readFile(join(folders[0] ?? '', 'a.txt'), 'utf8')).toBe('one');
    expect(await readFile(join(folders[3] ?? '', 'a.txt'), 'utf8')).toBe('two');
    expect(new Set(folders).size).toBe(2);
    expect((await readdir(join(folders[0] ?? '', '..'))).toSorted()).toEqual([first, second].toSorted());
  });

  test('a rewritten and a deleted branch are followed', async () => {
    const mirror = open();
    await push('one');
    await push('two', 'side');
    await mirror.resolve('side', true);
    await git('push', '--quiet', url.replace('//', '//argo:secret-word@'), ':side');
    await expect(mirror.resolve('side', true)).rejects.toThrow("unable to resolve 'side'");
  });

  test('a lock that a killed process left is no obstacle', async () => {
    await push('one');
    await open().resolve('main', true);
    const [name = ''] = await readdir(join(root, 'mirrors'));
    const second = await push('two');
    await writeFile(join(root, 'mirrors', name, 'mirror.git', 'refs', 'heads', 'main.lock'), '');
    expect(await open().resolve('main', true)).toBe(second);
  });

  test.each([
    ['a wrong password', { password: 'wrong-word' }, /Authentication failed|could not read/],
    ['a program as address', { url: 'ext::sh -c "touch /tmp/never"' }, /must be http/],
    ['a folder as address', { url: 'file:///etc' }, /must be http/],
    ['an option as address', { url: '--upload-pack=x' }, /must be http/],
  ])('%s is an error without the password', async (_, access, message) => {
    await push('one');
    const failure = open(access).resolve('main', true);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.not.toThrow('secret-word');
  });

  test('an empty repository has no HEAD', async () => {
    await expect(open().resolve('HEAD', true)).rejects.toThrow("unable to resolve 'HEAD'");
  });
});
