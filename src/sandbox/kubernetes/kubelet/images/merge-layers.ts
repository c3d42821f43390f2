import { chmod, link, lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import type { Whiteouts } from './unpack-layer.ts';

/** Writes the tree that the layers (the lowest first) give together, files as hard links: they are never written to. */
export async function mergeLayers(
  folders: readonly string[],
  whiteouts: readonly Whiteouts[],
  target: string,
): Promise<void> {
  const part = `${target}.part`;
  await removeTree(part);
  await mkdir(part, { recursive: true });
  for (const [index, folder] of folders.entries()) {
    const { removed, opaque } = whiteouts[index] ?? { removed: [], opaque: [] };
    for (const path of removed) await removeInside(part, path);
    for (const path of opaque) await emptyInside(part, path);
    await linkTree(folder, part);
  }
  await mkdir(dirname(target), { recursive: true });
  await rename(part, target);
}

async function removeInside(root: string, path: string): Promise<void> {
  if (await isRealFolder(root, dirname(path))) await removeTree(join(root, path));
}

async function emptyInside(root: string, path: string): Promise<void> {
  if (!(await isRealFolder(root, path))) return;
  for (const name of await readdir(join(root, path))) await removeTree(join(root, path, name));
}

/** Whether no part of the path is a link: a whiteout must not reach outside. */
async function isRealFolder(root: string, path: string): Promise<boolean> {
  let here = root;
  for (const part of path.split('/').filter((name) => name !== '.' && name !== '')) {
    here = join(here, part);
    const stats = await lstat(here).catch(() => undefined);
    if (!stats?.isDirectory()) return false;
  }
  return true;
}

async function linkTree(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const old = await lstat(target).catch(() => undefined);
    if (old && !(old.isDirectory() && entry.isDirectory())) await rm(target, { recursive: true, force: true });
    if (entry.isDirectory()) {
      if (!old?.isDirectory()) await mkdir(target);
      await linkTree(source, target);
      await chmod(target, (await lstat(source)).mode & 0o7777);
    } else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await link(source, target);
  }
}
