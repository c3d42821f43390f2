import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../../platform/exec.ts';
import { exists, readTextIfExists, writeFileAtomic } from '../../platform/files.ts';
import { isRepositoryName } from './git-route.ts';
import { gitEnvironment } from './git-environment.ts';
import { hookScripts } from './hook-scripts.ts';

export interface RepositoryOptions {
  /** Default false: a forced push is possible. */
  readonly denyNonFastForwards?: boolean;
  /** Largest pack that a push may bring. Default 1 GiB. */
  readonly maxPackBytes?: number;
}

/**
 * Makes the bare repository `<folder>/repositories/<name>.git` when there is none, and brings its settings and hooks up
 * to date. Returns its path. Throws on a name that is not one plain path segment.
 */
export async function ensureRepository(folder: string, name: string, options: RepositoryOptions = {}): Promise<string> {
  if (!isRepositoryName(name)) throw new Error(`not a name for a repository: ${JSON.stringify(name.slice(0, 120))}`);
  const path = join(folder, 'repositories', `${name}.git`);
  if (!(await exists(path))) await createRepository(folder, path);
  await writeSettings(folder, path, options);
  await installHooks(path);
  await removeQuarantines(path);
  return path;
}

async function createRepository(folder: string, path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.lock`;
  await mkdir(draft, { recursive: true });
  try {
    await git(folder, draft, ['init', '--quiet', '--bare', '--initial-branch=main', '--template=', '.']);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(path))) throw error;
  }
}

async function writeSettings(folder: string, path: string, options: RepositoryOptions): Promise<void> {
  const settings = {
    'http.receivepack': 'true',
    'http.getanyfile': 'false',
    'core.logAllRefUpdates': 'true',
    'receive.denyNonFastForwards': String(options.denyNonFastForwards ?? false),
    'receive.denyDeletes': 'false',
    'receive.maxInputSize': String(options.maxPackBytes ?? 1024 ** 3),
    'receive.fsckObjects': 'true',
    // Old histories have it, and git reads it without harm.
    'receive.fsck.zeroPaddedFilemode': 'warn',
  };
  const known = await git(folder, path, ['config', '--local', '--list', '-z']);
  const lines = new Set(known.split('\0'));
  for (const [key, value] of Object.entries(settings)) {
    if (!lines.has(`${key.toLowerCase()}\n${value}`)) await git(folder, path, ['config', '--local', key, value]);
  }
}

async function installHooks(path: string): Promise<void> {
  for (const [name, script] of Object.entries(hookScripts)) {
    const file = join(path, 'hooks', name);
    if ((await readTextIfExists(file)) !== script) await writeFileAtomic(file, script, 0o755);
  }
}

/** Objects of pushes that were cut off; at its start the server serves none yet. */
async function removeQuarantines(path: string): Promise<void> {
  const objects = join(path, 'objects');
  for (const name of await readdir(objects))
    if (name.startsWith('tmp_objdir-')) await rm(join(objects, name), { recursive: true, force: true });
}

async function git(folder: string, cwd: string, args: readonly string[]): Promise<string> {
  const result = await exec('git', args, {
    cwd,
    env: gitEnvironment(folder),
    cleanEnvironment: true,
    timeoutMs: 30_000,
  });
  if (result.exitCode !== 0)
    throw new Error(`git ${args[0]} ended with ${result.exitCode}: ${result.stderr.slice(0, 500)}`);
  return result.stdout;
}
