import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exec } from '../src/platform/exec.ts';

/** A clone with one commit on `main`, its bare remote next to it, and a second clone of somebody else. */
export interface TemporaryRepository {
  readonly folder: string;
  readonly root: string;
  readonly remote: string;
  readonly other: string;
  /** Runs git in the clone (or in `cwd`) and returns its output without the last line end; throws what git said. */
  readonly git: (args: readonly string[], cwd?: string) => Promise<string>;
  readonly write: (files: Readonly<Record<string, string>>, cwd?: string) => Promise<void>;
  /** Writes, commits and, with `push`, pushes; returns the commit. */
  readonly commit: (
    files: Readonly<Record<string, string>>,
    message: string,
    options?: { readonly cwd?: string; readonly push?: boolean },
  ) => Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Settings of a test: an identity, and nothing of the machine's own configuration. */
export const gitTestEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Builds it on disk with the real git; `await using` removes it. */
export async function temporaryRepository(
  files: Readonly<Record<string, string>> = { 'README.md': 'hello\n' },
): Promise<TemporaryRepository> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'lounge-repository-')));
  const [root, remote, other] = [join(folder, 'clone'), join(folder, 'remote.git'), join(folder, 'other')];
  const git = async (args: readonly string[], cwd = root) => {
    const result = await exec('git', args, { cwd, env: gitTestEnvironment });
    if (result.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}${result.stdout}`);
    return result.stdout.replace(/\n$/, '');
  };
  const write = async (content: Readonly<Record<string, string>>, cwd = root) => {
    for (const [path, text] of Object.entries(content)) {
      await mkdir(dirname(join(cwd, path)), { recursive: true });
      await writeFile(join(cwd, path), text);
    }
  };
  const commit: TemporaryRepository['commit'] = async (content, message, { cwd = root, push = false } = {}) => {
    await write(content, cwd);
    await git(['add', '--', ...Object.keys(content)], cwd);
    await git(['commit', '--quiet', '-m', message], cwd);
    if (push) await git(['push', '--quiet', 'origin', 'HEAD:main'], cwd);
    return await git(['rev-parse', 'HEAD'], cwd);
  };
  await git(['init', '--quiet', '--bare', '-b', 'main', remote], folder);
  await git(['clone', '--quiet', remote, root], folder);
  await git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
  await commit(files, 'feat: first', { push: true });
  await git(['clone', '--quiet', remote, other], folder);
  return {
    folder,
    root,
    remote,
    other,
    git,
    write,
    commit,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
