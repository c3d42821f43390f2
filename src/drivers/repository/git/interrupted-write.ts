import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exists, readTextIfExists, resolveInside } from '../../../platform/files.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Git } from './git-command.ts';
import { readBlobs } from './read-blobs.ts';
import { objectReading, resolveCommit } from './read-objects.ts';

/** A git of ours that was killed left its locks within this time of the mark; later ones are the user's. */
const OURS_MS = 2000;
/** A git that outlived its parent is given so long to end. */
const ENDING_MS = 2000;

/**
 * Runs `write`, which changes index and working tree, under a mark in `.git/lounge`. A mark that is found was left by a
 * killed process: what its git left half done is put back first. To be called under the lock of the repository.
 */
export async function markedWrite<T>(
  git: Git,
  gitFolder: string,
  clock: Clock,
  target: string,
  write: () => Promise<T>,
): Promise<T> {
  await mendInterrupted(git, gitFolder, clock);
  await writeFile(markIn(gitFolder), target);
  try {
    return await write();
  } finally {
    await rm(markIn(gitFolder), { force: true });
  }
}

/** Whether a write goes on, or was cut off. */
export async function hasMark(gitFolder: string): Promise<boolean> {
  return await exists(markIn(gitFolder));
}

function markIn(gitFolder: string): string {
  return join(gitFolder, 'lounge', 'writing');
}

/** To be called under the lock of the repository, so that a mark that is found is nobody's any more. */
export async function mendInterrupted(git: Git, gitFolder: string, clock: Clock): Promise<void> {
  const mark = markIn(gitFolder);
  const target = await readTextIfExists(mark);
  if (target === undefined) return;
  const locks = await locksOf(git);
  const end = clock.now() + ENDING_MS;
  while ((await anyExists(locks)) && clock.now() < end) await clock.sleep(50);
  const { mtimeMs } = await stat(mark);
  for (const lock of locks) {
    const left = await stat(lock).catch(() => undefined);
    if (left && left.mtimeMs >= mtimeMs - 50 && left.mtimeMs <= mtimeMs + OURS_MS) await rm(lock, { force: true });
  }
  await putBack(git, target);
  await rm(mark, { force: true });
}

/** What git holds while it moves a branch and its working tree. */
async function locksOf(git: Git): Promise<readonly string[]> {
  const branch = (await git.attempt(['symbolic-ref', '--quiet', 'HEAD'])).stdout.trim();
  const names = ['index', 'HEAD', 'ORIG_HEAD', ...(branch === '' ? [] : [branch])];
  const { stdout } = await git.run(['rev-parse', ...names.flatMap((name) => ['--git-path', `${name}.lock`])]);
  return stdout
    .trim()
    .split('\n')
    .map((path) => resolve(git.root, path));
}

async function anyExists(paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map(exists))).includes(true);
}

/** Files that git had begun to write as they are in `target` become again what the head says; all others are the user's. */
async function putBack(git: Git, target: string): Promise<void> {
  const head = await resolveCommit(git, 'HEAD');
  const meant = await resolveCommit(git, target);
  if (head === undefined || meant === undefined || head === meant) return;
  const paths = await objectReading(git).changedFiles(head, meant);
  const [old, next] = [await readBlobs(git, head, paths), await readBlobs(git, meant, paths)];
  for (const path of paths) {
    if (!(await isBegun(git.root, path, old.get(path), next.get(path)))) continue;
    const back = await git.attempt(['checkout', '--quiet', 'HEAD', '--', path]);
    if (back.exitCode === 0) continue;
    // New with the commit: the index may know it already.
    await git.run(['rm', '--cached', '--quiet', '--ignore-unmatch', '--', path]);
    await rm(join(git.root, path), { force: true });
  }
}

/** Whether the file in the working tree is the beginning of what it was about to become, and not what it was. */
async function isBegun(root: string, path: string, old?: Uint8Array, next?: Uint8Array): Promise<boolean> {
  const place = await resolveInside(root, path);
  if (place === undefined) return false;
  const now = await readFile(place).catch(() => undefined);
  if (now === undefined) return old !== undefined;
  if (next === undefined || (old !== undefined && now.equals(old))) return false;
  return now.equals(next.subarray(0, now.length));
}
