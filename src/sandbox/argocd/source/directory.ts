import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { resolveInside } from '../../../platform/files.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { parseManifests } from './manifests.ts';
import { SourceError } from './source-error.ts';

export interface DirectoryOptions {
  readonly recurse?: boolean | undefined;
  readonly include?: string | undefined;
  readonly exclude?: string | undefined;
}

const MOST_FILES = 5000;
const MOST_BYTES = 10 * 1024 * 1024;

/** The objects of the plain YAML and JSON files in a folder of a checkout, in the order of their paths. */
export async function readDirectory(
  checkout: string,
  path: string,
  options: DirectoryOptions,
): Promise<KubernetesObject[]> {
  const folder = join(checkout, path);
  const files = await manifestFiles(folder, options);
  let bytes = 0;
  const objects: KubernetesObject[] = [];
  for (const file of files) {
    const inside = await resolveInside(checkout, join(path, file));
    if (inside === undefined)
      throw new SourceError(`repository contains out-of-bounds symlinks. file: ${join(path, file)}`);
    bytes += (await stat(inside)).size;
    if (bytes > MOST_BYTES) throw new SourceError(`${path}: the manifests are larger than ${MOST_BYTES} bytes`);
    objects.push(...parseManifests(await readFile(inside, 'utf8'), file));
  }
  return objects;
}

async function manifestFiles(
  folder: string,
  { recurse = false, include, exclude }: DirectoryOptions,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      if (entry.isDirectory() && recurse && entry.name !== '.git') waiting.push(path);
      if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
      if (found.length > MOST_FILES) throw new SourceError(`the folder holds more than ${MOST_FILES} files`);
    }
  }
  const included = include === undefined || include === '' ? () => true : picomatch(include);
  const excluded = exclude === undefined || exclude === '' ? () => false : picomatch(exclude);
  return found.filter((path) => /\.(ya?ml|json)$/.test(path) && included(path) && !excluded(path)).toSorted();
}
