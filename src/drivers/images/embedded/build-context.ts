import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { inParallel } from '../../../platform/in-parallel.ts';
import type { DockerIgnore } from './docker-ignore.ts';
import type { FileStore } from './file-store.ts';
import type { TreeEntry } from './layer-entry.ts';
import { isPattern, pathPattern } from './path-pattern.ts';

/** Something files are copied from: the context, or another stage. */
export interface CopySource {
  /** For messages. */
  readonly place: string;
  /** Paths that a source of COPY names; empty when there is none. Throws OutsideSource. */
  find(pattern: string): Promise<readonly string[]>;
  /** What is at a path and below it; the paths are relative to it, the thing itself is ''. Undefined when it is gone. */
  entries(path: string): Promise<readonly TreeEntry[] | undefined>;
}

/** A path or a symbolic link that leads out of the source. */
export class OutsideSource extends Error {}

/** How many files are read at once. */
const PARALLEL = 16;

/** The files of a folder, without what .dockerignore leaves out. Owners are root, modes 0644 or 0755, so that a checkout is the same everywhere. */
export async function openBuildContext(folder: string, ignore: DockerIgnore, files: FileStore): Promise<CopySource> {
  const root = await realpath(folder);
  const isThere = async (path: string) => {
    if (path !== '' && ignore.excludes(path)) return ignore.hasExceptions && (await isFolder(root, path));
    return (await lstat(join(root, path)).catch(() => undefined)) !== undefined;
  };
  return {
    place: 'the build context',
    find: async (pattern) => {
      const path = cleanSource(pattern);
      if (!isPattern(path)) return (await isThere(path)) ? [path] : [];
      const found = await expandPattern(path.split('/'), async (parent) => await namesIn(root, parent));
      const there = await Promise.all(found.map(isThere));
      return found.filter((_, index) => there[index]);
    },
    entries: async (path) => {
      const real = await resolveReal(root, path);
      if (real === undefined || (real !== '' && ignore.excludes(real) && !(await isFolder(root, real))))
        return undefined;
      const paths = await walk(root, real, ignore);
      return await inParallel(paths, PARALLEL, async (one) => await toEntry(root, one, real, files));
    },
  };
}

/** A source as a path without `/` in front and without `.`. */
export function cleanSource(source: string): string {
  const path = posix.normalize(source.replace(/^\/+/, '')).replace(/\/+$/, '');
  if (path === '..' || path.startsWith('../')) throw new OutsideSource(source);
  return path === '.' ? '' : path;
}

/** Paths that match a pattern, part by part, sorted. */
export async function expandPattern(
  parts: readonly string[],
  names: (parent: string) => Promise<readonly string[]>,
  parent = '',
): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [parent];
  const regexp = pathPattern(part);
  const matching = (await names(parent)).filter((name) => regexp?.test(name)).toSorted();
  const nested = await Promise.all(
    matching.map(async (name) => await expandPattern(rest, names, posix.join(parent, name))),
  );
  return nested.flat();
}

async function namesIn(root: string, path: string): Promise<string[]> {
  const real = await resolveReal(root, path);
  return real === undefined ? [] : await readdir(join(root, real)).catch(() => []);
}

async function isFolder(root: string, path: string): Promise<boolean> {
  return (await lstat(join(root, path)).catch(() => undefined))?.isDirectory() ?? false;
}

/** The path with links followed, relative to the root; undefined when it is gone. */
async function resolveReal(root: string, path: string): Promise<string | undefined> {
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined) return undefined;
  const way = relative(root, real);
  if (way === '..' || way.startsWith(`..${sep}`)) throw new OutsideSource(path);
  return way.split(sep).join('/');
}

/** The path and all below it that is not left out; a left-out folder appears when something in it was taken back. */
async function walk(root: string, path: string, ignore: DockerIgnore): Promise<string[]> {
  const left = path !== '' && ignore.excludes(path);
  const found = await lstat(join(root, path)).catch(() => undefined);
  if (!found?.isDirectory()) return !left && (found?.isFile() || found?.isSymbolicLink()) ? [path] : [];
  if (left && !ignore.hasExceptions) return [];
  const below: string[] = [];
  for (const name of (await readdir(join(root, path))).toSorted())
    below.push(...(await walk(root, posix.join(path, name), ignore)));
  return left && below.length === 0 ? [] : [path, ...below];
}

async function toEntry(root: string, path: string, base: string, files: FileStore): Promise<TreeEntry> {
  const full = join(root, path);
  const found = await lstat(full);
  const own = { path: base === '' ? path : path.slice(base.length + 1), uid: 0, gid: 0 };
  if (found.isDirectory()) return { kind: 'directory', mode: 0o755, ...own };
  if (found.isSymbolicLink()) return { kind: 'symlink', target: await readlink(full), ...own };
  return { kind: 'file', mode: (found.mode & 0o111) === 0 ? 0o644 : 0o755, ...own, ...(await files.add(full)) };
}
