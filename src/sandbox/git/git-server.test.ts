import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exec, start } from '../../platform/exec.ts';
import { createGitServer, type GitServer, type GitServerOptions, type Push } from './git-server.ts';
import type { ArrivingPush } from './push-channel.ts';

const authorization = { authorization: `Basic ${Buffer.from('pusher:p@ss:word').toString('base64')}` };

let root: string;
let server: GitServer | undefined;
let pushes: Push[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'git-server-'));
  pushes = [];
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(root, { recursive: true, force: true });
});

async function serve(
  options: Partial<GitServerOptions> = {},
): Promise<{ url: string; bare: string; anonymous: string }> {
  server = createGitServer({
    folder: join(root, 'git'),
    users: [{ user: 'pusher', password: 'p@ss:word' }],
    onPush: (push) => pushes.push(push),
    ...options,
  });
  const bare = await server.ensureRepository('lounge');
  const { port } = await server.listen(0);
  return {
    url: `http://pusher:p%40ss%3Aword@127.0.0.1:${port}/lounge.git`,
    anonymous: `http://127.0.0.1:${port}/lounge.git`,
    bare,
  };
}

async function git(cwd: string, ...args: string[]) {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b.c',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b.c',
  };
  const env = { ...identity, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const result = await exec('git', args, { cwd, env, timeoutMs: 25_000 });
  return { ok: result.exitCode === 0, text: result.stdout.trim(), error: result.stderr };
}

async function workTree(
  name: string,
  url: string,
  files: Record<string, string | Buffer> = { 'a.txt': name },
): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, 'remote', 'add', 'origin', url);
  await commit(folder, files);
  return folder;
}

async function commit(folder: string, files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
  await git(folder, 'add', '.');
  await git(folder, 'commit', '--quiet', '-m', 'change');
}

/** A judge that takes or refuses, and what it was asked. */
function judge(accepted: boolean, ...lines: string[]) {
  const asked: ArrivingPush[] = [];
  return {
    asked,
    judge: async (push: ArrivingPush) => {
      asked.push(push);
      return { accepted, lines };
    },
  };
}

describe('git server', () => {
  test('clone and push, and the push is told with its refs', async () => {
    const { url, bare } = await serve();
    const first = await workTree('first', url);
    expect(await git(first, 'push', 'origin', 'main')).toMatchObject({ ok: true });
    const head = (await git(first, 'rev-parse', 'HEAD')).text;
    await expect
      .poll(() => pushes)
      .toEqual([
        { repository: 'lounge', user: 'pusher', refs: [{ name: 'refs/heads/main', before: undefined, after: head }] },
      ]);
    expect((await git(root, 'clone', '--quiet', url, 'copy')).ok).toBe(true);
    expect(await readFile(join(root, 'copy', 'a.txt'), 'utf8')).toBe('first');
    expect((await git(bare, 'log', '-g', '--format=%gn', 'main')).text).toBe('pusher');
    expect(await readdir(join(root, 'git', 'pushes'))).toEqual([]);
  });

  test('a large push arrives in chunks', async () => {
    const { url, bare } = await serve();
    const first = await workTree('first', url, { 'big.bin': randomBytes(6 * 1024 * 1024) });
    expect(await git(first, 'push', 'origin', 'main')).toMatchObject({ ok: true });
    expect((await git(bare, 'fsck', '--strict')).ok).toBe(true);
  });

  test('a compressed request is read', async () => {
    const { url, anonymous } = await serve();
    await git(await workTree('first', url), 'push', 'origin', 'main');
    const response = await fetch(`${anonymous}/git-upload-pack`, {
      method: 'POST',
      body: gzipSync('0014command=ls-refs\n0000'),
      headers: {
        ...authorization,
        'git-protocol': 'version=2',
        'content-type': 'application/x-git-upload-pack-request',
        'content-encoding': 'gzip',
      },
    });
    expect(await response.text()).toContain('refs/heads/main');
  });

  test.each([
    ['wrong password', (url: string) => url.replace('p%40ss', 'no'), true],
    ['no login', (_: string, anonymous: string) => anonymous, true],
    ['no such repository', (url: string) => url.replace('/lounge.git', '/other.git'), true],
    ['a climbing path', (url: string) => url.replace('/lounge.git', '/..%2Flounge.git'), true],
  ])('%s is refused', async (_, change) => {
    const { url, anonymous } = await serve();
    expect((await git(root, 'ls-remote', change(url, anonymous))).ok).toBe(false);
  });

  test('anonymous readers read, and cannot push', async () => {
    const { url, anonymous } = await serve({ anonymousRead: true });
    const first = await workTree('first', url);
    await git(first, 'push', 'origin', 'main');
    expect((await git(root, 'clone', '--quiet', anonymous, 'copy')).ok).toBe(true);
    expect((await git(first, 'push', anonymous, 'main:other')).ok).toBe(false);
  });

  test.each([
    ['/lounge.git/HEAD', 404],
    ['/lounge.git/config', 404],
    ['/lounge.git/info/refs', 404],
    ['/lounge.git/../lounge.git/info/refs?service=git-upload-pack', 200],
    ['/lounge.git/info/refs?service=git-upload-archive', 404],
    ['/%2e%2e/info/refs?service=git-upload-pack', 404],
  ])('GET %s → %i', async (path, status) => {
    const { anonymous } = await serve();
    const response = await fetch(new URL(anonymous).origin + path, {
      headers: authorization,
    });
    expect(response.status).toBe(status);
    await response.arrayBuffer();
  });

  test('the judge sees the refs and the objects in quarantine; its words reach the pusher', async () => {
    const seen: string[] = [];
    const { url, bare } = await serve({
      judge: async ({ folder, environment, updates }) => {
        const [, head = ''] = updates.split(' ');
        const env = { ...environment, GIT_CONFIG_GLOBAL: '/dev/null' };
        const found = await exec('git', ['cat-file', '-t', head], { cwd: folder, env });
        const outside = await exec('git', ['cat-file', '-t', head], { cwd: folder });
        seen.push(folder, updates, found.stdout.trim(), String(outside.exitCode));
        return { accepted: true, lines: ['fine: "$(touch /tmp/never)"', '한국어'] };
      },
    });
    const first = await workTree('first', url);
    const push = await git(first, 'push', 'origin', 'main');
    const head = (await git(first, 'rev-parse', 'HEAD')).text;
    expect(push.ok).toBe(true);
    expect(push.error).toContain('remote: fine: "$(touch /tmp/never)"');
    expect(push.error).toContain('remote: 한국어');
    expect(seen).toEqual([bare, `${'0'.repeat(40)} ${head} refs/heads/main\n`, 'commit', '128']);
  });

  test('a refused push changes nothing and says why', async () => {
    const { url, bare } = await serve(judge(false, 'the tag is not pinned'));
    const first = await workTree('first', url);
    const push = await git(first, 'push', 'origin', 'main');
    expect(push.ok).toBe(false);
    expect(push.error).toContain('remote: the tag is not pinned');
    expect((await git(bare, 'for-each-ref')).text).toBe('');
    expect(pushes).toEqual([]);
  });

  test('a judge that fails refuses', async () => {
    const { url } = await serve({ judge: async () => await Promise.reject(new Error('no')) });
    const push = await git(await workTree('first', url), 'push', 'origin', 'main');
    expect(push).toMatchObject({ ok: false, error: expect.stringContaining('the check of this repository failed') });
  });

  test('refs that are not judged pass without the judge; beside others they do not', async () => {
    const refusing = judge(false, 'no');
    const { url } = await serve({ ...refusing, unjudgedRefs: 'refs/lounge/' });
    const first = await workTree('first', url);
    expect((await git(first, 'push', 'origin', 'main:refs/lounge/a')).ok).toBe(true);
    expect(refusing.asked).toEqual([]);
    expect((await git(first, 'push', 'origin', 'main:refs/lounge/b', 'main:main')).ok).toBe(false);
    expect(refusing.asked).toHaveLength(1);
  });

  test('a push past the server is refused', async () => {
    const { url, bare } = await serve();
    const push = await git(await workTree('first', url), 'push', bare, 'main');
    expect(push).toMatchObject({ ok: false, error: expect.stringContaining('through the git server only') });
  });

  test('a lease is made once, by an empty expectation, and deleted', async () => {
    const { url, bare } = await serve();
    const [one, two] = [await workTree('one', url), await workTree('two', url)];
    const lease = 'refs/lounge/leases/web';
    expect((await git(one, 'push', `--force-with-lease=${lease}:`, 'origin', `HEAD:${lease}`)).ok).toBe(true);
    expect((await git(two, 'push', `--force-with-lease=${lease}:`, 'origin', `HEAD:${lease}`)).ok).toBe(false);
    const held = (await git(bare, 'rev-parse', lease)).text;
    expect((await git(one, 'push', `--force-with-lease=${lease}:${held}`, 'origin', `:${lease}`)).ok).toBe(true);
    expect((await git(bare, 'for-each-ref')).text).toBe('');
  });

  test('of two pushes of one branch at once one wins; different branches both go on', async () => {
    const { url, bare } = await serve();
    const base = await workTree('base', url);
    await git(base, 'push', 'origin', 'main');
    const folders = ['x', 'y'];
    for (const name of folders) {
      await git(root, 'clone', '--quiet', url, name);
      await commit(join(root, name), { 'a.txt': name });
    }
    const results = await Promise.all(
      folders.map(async (name) => await git(join(root, name), 'push', 'origin', 'main')),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const branches = await Promise.all(
      folders.map(async (name) => await git(join(root, name), 'push', 'origin', `main:${name}`)),
    );
    expect(branches.every(({ ok }) => ok)).toBe(true);
    expect((await git(bare, 'fsck', '--strict')).ok).toBe(true);
  });

  test('a pusher that dies in the middle leaves a consistent repository, and its processes end', async () => {
    const asked = Promise.withResolvers<void>();
    const { url, bare } = await serve({
      judge: async () => {
        asked.resolve();
        return await new Promise<never>(() => {});
      },
    });
    const first = await workTree('first', url, { 'big.bin': randomBytes(1024 * 1024) });
    const pusher = start('git', ['push', 'origin', 'main'], {
      cwd: first,
      detached: true,
      env: { GIT_CONFIG_GLOBAL: '/dev/null' },
    });
    await asked.promise;
    process.kill(-(pusher.pid ?? 0), 'SIGKILL');
    await expect.poll(async () => await processesIn(bare), { timeout: 10_000 }).toEqual([]);
    expect((await git(bare, 'for-each-ref')).text).toBe('');
    expect((await git(bare, 'fsck', '--strict')).ok).toBe(true);
    expect(pushes).toEqual([]);
    await server?.ensureRepository('lounge');
    expect((await readdir(join(bare, 'objects'))).filter((name) => name.startsWith('tmp_'))).toEqual([]);
  });

  test.each(['', '../up', 'a/b', '.hidden', 'x.git', 'x.lock', 'a..b', 'a\nb', '-rf', 'x'.repeat(101)])(
    'the repository name %j is refused',
    async (name) => {
      await serve();
      await expect(server?.ensureRepository(name)).rejects.toThrow('not a name for a repository');
    },
  );

  test('forced pushes are refused where the settings say so', async () => {
    const { url } = await serve({ repository: { denyNonFastForwards: true } });
    const first = await workTree('first', url);
    await git(first, 'push', 'origin', 'main');
    await git(first, 'commit', '--amend', '-m', 'other');
    expect((await git(first, 'push', '--force', 'origin', 'main')).ok).toBe(false);
  });
});

/** Ids of the processes that work in the folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(ids.map(async (id) => await readlink(`/proc/${id}/cwd`).catch(() => '')));
  return ids.filter((_, index) => folders[index] === folder);
}
