import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** Writes the whole file or nothing: a temporary neighbour, flushed, then renamed. */
export async function writeFileAtomic(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path).catch(async (error: unknown) => {
    await rm(temporary, { force: true });
    throw error;
  });
}

/** The file's text, or undefined where there is none. */
export async function readTextIfExists(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return undefined;
    throw error;
  });
}

export async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The absolute path of `path` below `root`, or undefined when it leaves `root`: by `..`, by being absolute, or through
 * a symbolic link on the way. The last parts need not exist, nor `root`.
 */
export async function resolveInside(root: string, path: string): Promise<string | undefined> {
  const there = await exists(root);
  const base = there ? await realpath(root) : resolve(root);
  const target = resolve(base, path);
  if (isAbsolute(path) || !isInside(base, target)) return undefined;
  // Where nothing is, no link leads out.
  if (!there) return target;
  let existing = target;
  while (!(await exists(existing))) existing = dirname(existing);
  const real = await realpath(existing).catch(() => undefined);
  return real !== undefined && isInside(base, real) ? target : undefined;
}

function isInside(base: string, target: string): boolean {
  const way = relative(base, target);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
