import { chmod, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { LoungeError } from '../../domain/errors.ts';
import { exists, isErrno, readTextIfExists, resolveInside, writeFileAtomic } from '../../platform/files.ts';
import type { Workspace } from '../../ports/workspace.ts';

const MOST_FILES = 20_000;

/** The files below one folder of this machine; the first file that is written makes a missing folder. */
export function createFileWorkspace(root: string): Workspace {
  const inside = async (path: string) => {
    const target = await resolveInside(root, path);
    if (target === undefined) throw new LoungeError('PATH_OUTSIDE', { path, root });
    return target;
  };
  return {
    root,
    read: async (path) => await readTextIfExists(await inside(path)),
    write: async (path, content, options) => await write(await inside(path), path, content, options?.mode),
    exists: async (path) => await exists(await inside(path)),
    isPrivate: async (path) => await isPrivate(await inside(path)),
    list: async (folder) => await listFolder(await inside(folder)),
    walk: async (folder) => await walkFolder(root, await inside(folder)),
    remove: async (path) => await rm(await inside(path), { recursive: true, force: true }),
    copyFrom: async (source, folder, accept) => await copyFolder(source, await inside(folder), folder, accept),
  };
}

async function write(
  target: string,
  path: string,
  content: string | Uint8Array,
  mode: number | undefined,
): Promise<void> {
  try {
    await writeFileAtomic(target, content, mode);
    if (mode !== undefined) await chmod(target, mode);
  } catch (error) {
    if (isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT'))
      throw new LoungeError('DISK_FULL', { path }, { cause: error, retryable: true });
    throw error;
  }
}

async function isPrivate(target: string): Promise<boolean> {
  const { mode } = await stat(target).catch(() => ({ mode: 0 }));
  return (mode & 0o077) === 0;
}

async function listFolder(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return [];
    throw error;
  });
  return entries
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function walkFolder(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (current: string): Promise<void> => {
    for (const entry of await listFolder(current)) {
      if (found.length >= MOST_FILES || entry.name === '.git') continue;
      const path = join(current, entry.name);
      if (entry.isFolder) await visit(path);
      else found.push(relative(root, path).split(sep).join('/'));
    }
  };
  await visit(folder);
  return found;
}

async function copyFolder(
  source: string,
  target: string,
  folder: string,
  accept: (path: string) => boolean,
): Promise<string[]> {
  const copied: string[] = [];
  for (const path of await walkFolder(source, source)) {
    if (!accept(path)) continue;
    const from = await resolveInside(source, path);
    if (from === undefined) throw new LoungeError('PATH_OUTSIDE', { path, root: source });
    const { mode } = await stat(from);
    await writeFileAtomic(join(target, path), await readFile(from), mode & 0o777);
    copied.push(`${folder}/${path}`);
  }
  return copied;
}
