import type { Stats } from 'node:fs';
import { chmod, lchown, lstat, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { inParallel } from '../../../platform/in-parallel.ts';
import type { FileStore } from './file-store.ts';
import { ImageTree } from './image-tree.ts';
import type { LayerEntry, TreeEntry } from './layer-entry.ts';

/** How a root folder looked, to find later what a command changed. */
export type RootSnapshot = ReadonlyMap<string, string>;

/** How many files are worked on at once. */
const PARALLEL = 16;

/** Whether owners can be given: only root may. */
const isRoot = process.geteuid?.() === 0;

/** Writes an image's files into an empty folder. Time stamps are `mtime`, so that what depends on them is always the same. */
export async function writeRoot(root: string, tree: ImageTree, files: FileStore, mtime: number): Promise<RootSnapshot> {
  const entries = tree.all();
  for (const entry of entries) if (entry.kind === 'directory') await mkdir(join(root, entry.path), { recursive: true });
  await inParallel(entries, PARALLEL, async (entry) => await writeEntry(join(root, entry.path), entry, files, mtime));
  const folders = entries.filter((entry) => entry.kind === 'directory').toReversed();
  for (const entry of folders) await setOwner(join(root, entry.path), entry);
  return await takeSnapshot(root);
}

async function writeEntry(path: string, entry: TreeEntry, files: FileStore, mtime: number): Promise<void> {
  if (entry.kind === 'directory') return;
  await mkdir(posix.dirname(path), { recursive: true });
  if (entry.kind === 'symlink') await symlink(entry.target, path);
  else await files.copyTo(entry.hash, path);
  await setOwner(path, entry);
  if (entry.kind === 'file') await utimes(path, mtime, mtime);
}

async function setOwner(path: string, entry: TreeEntry): Promise<void> {
  if (isRoot) await lchown(path, entry.uid, entry.gid);
  if (entry.kind !== 'symlink') await chmod(path, entry.mode);
}

export async function takeSnapshot(root: string): Promise<RootSnapshot> {
  const found = await listRoot(root);
  return new Map([...found].map(([path, stats]) => [path, fingerprint(stats)]));
}

/** What changed since the snapshot, as a layer. `owner` is given to new files where the machine cannot tell owners apart. */
export async function findChanges(
  root: string,
  before: RootSnapshot,
  files: FileStore,
  owner: { readonly uid: number; readonly gid: number },
): Promise<readonly LayerEntry[]> {
  const after = await listRoot(root);
  const changed = [...after].filter(([path, stats]) => before.get(path) !== fingerprint(stats));
  const removed = new Set([...before.keys()].filter((path) => !after.has(path)));
  const tops = [...removed].filter((path) => !removed.has(posix.dirname(path)));
  // Folders above come along, so that they keep their owner and mode wherever a layer is unpacked alone.
  const touched = [...changed.map(([path]) => path), ...tops];
  const paths = new Set(touched.flatMap((path) => [...ImageTree.parents(path), path]));
  const kept = [...after].filter(([path]) => paths.has(path));
  const entries = await inParallel(
    kept,
    PARALLEL,
    async ([path, stats]) => await toEntry(root, path, stats, files, owner),
  );
  return [...entries, ...tops.map((path): LayerEntry => ({ kind: 'whiteout', path }))];
}

/** The change time cannot be set by a program, so nothing that was written goes unseen. Folders count by mode and owner only. */
function fingerprint(stats: Stats): string {
  const common = [stats.mode, stats.uid, stats.gid];
  return (stats.isDirectory() ? common : [...common, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs]).join(' ');
}

async function listRoot(root: string, path = '', found = new Map<string, Stats>()): Promise<Map<string, Stats>> {
  const names = (await readdir(join(root, path))).toSorted();
  await inParallel(names, PARALLEL, async (name) => {
    const below = posix.join(path, name);
    const stats = await lstat(join(root, below));
    // A removed file of the machine shows as a device: the image never had it.
    if (!stats.isFile() && !stats.isDirectory() && !stats.isSymbolicLink()) return;
    found.set(below, stats);
    if (stats.isDirectory()) await listRoot(root, below, found);
  });
  return found;
}

async function toEntry(
  root: string,
  path: string,
  stats: Stats,
  files: FileStore,
  owner: { uid: number; gid: number },
): Promise<LayerEntry> {
  const own = { path, ...(isRoot ? { uid: stats.uid, gid: stats.gid } : owner) };
  const mode = stats.mode & 0o7777;
  if (stats.isDirectory()) return { kind: 'directory', ...own, mode };
  if (stats.isSymbolicLink()) return { kind: 'symlink', ...own, target: await readlink(join(root, path)) };
  return { kind: 'file', ...own, mode, ...(await files.add(join(root, path))) };
}
