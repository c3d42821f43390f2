import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** A folder that shows at `at` of the stacked tree: `/` for a layer of an image, `/usr` for the machine's own. */
export interface StackedFolder {
  readonly folder: string;
  readonly at: string;
}

export interface FoundPath {
  /** The path inside without any symbolic link on the way; its last parts may not exist. */
  readonly path: string;
  /** Where its bytes are on the machine; undefined where nothing is. */
  readonly source?: string;
  readonly stats?: Stats;
}

/** As the kernel. */
const MOST_LINKS = 40;

/**
 * Looks a path up in stacked folders (the uppermost first) as a process inside would: links are followed within the
 * stack and never lead out of it. Throws where links go in circles.
 */
export async function findInLayers(stack: readonly StackedFolder[], path: string): Promise<FoundPath> {
  let waiting = partsOf(path);
  let here = '/';
  let found: FoundPath = { path: '/' };
  for (let links = 0; waiting.length > 0;) {
    const [part = '', ...rest] = waiting;
    waiting = rest;
    if (part === '..') {
      here = posix.dirname(here);
      found = { path: here, ...(await lookUp(stack, here)) };
      continue;
    }
    const next = posix.join(here, part);
    const entry = await lookUp(stack, next);
    if (!entry?.stats.isSymbolicLink()) {
      here = next;
      found = { path: here, ...entry };
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new Error(`too many levels of symbolic links: ${path}`);
    const target = await readlink(entry.source);
    if (target.startsWith('/')) here = '/';
    waiting = [...partsOf(target), ...waiting];
    found = { path: here, ...(await lookUp(stack, here)) };
  }
  return found;
}

async function lookUp(
  stack: readonly StackedFolder[],
  path: string,
): Promise<{ source: string; stats: Stats } | undefined> {
  for (const { folder, at } of stack) {
    const inner = posix.relative(at, path);
    if (inner.startsWith('..')) continue;
    const source = join(folder, inner);
    const stats = await lstat(source).catch(() => undefined);
    if (!stats) continue;
    const isWhiteout = stats.isCharacterDevice() && stats.rdev === 0;
    return isWhiteout ? undefined : { source, stats };
  }
  return undefined;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
