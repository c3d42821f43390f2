import { rm, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecResult } from '../../../platform/exec.ts';
import { resolveInside } from '../../../platform/files.ts';

/** git holds the lock of a reference for milliseconds: one of this age was left by a git that was killed. */
const STALE_MS = 2000;
const MESSAGE = /Unable to create '(.+\/refs\/(?:remotes|lounge)\/.+\.lock)': File exists/;

/** Runs git, and once more when a stale lock was in its way. */
export async function pastStaleLock(root: string, run: () => Promise<ExecResult>): Promise<ExecResult> {
  const first = await run();
  return first.exitCode !== 0 && (await removeStaleLock(root, first.stderr)) ? await run() : first;
}

/** Takes away the stale lock that git complains of, if it is one on what this clone knows of a remote; says whether it did. */
export async function removeStaleLock(root: string, stderr: string): Promise<boolean> {
  const named = MESSAGE.exec(stderr)?.[1];
  const lock = named === undefined ? undefined : await resolveInside(root, relative(root, named));
  if (lock === undefined) return false;
  const first = await stat(lock).catch(() => undefined);
  if (first === undefined) return true;
  await sleep(Math.min(STALE_MS, Math.max(0, first.mtimeMs + STALE_MS - Date.now())));
  const left = await stat(lock).catch(() => undefined);
  // Another one by now: somebody is at work.
  if (left !== undefined && (left.ino !== first.ino || left.mtimeMs !== first.mtimeMs)) return false;
  await rm(lock, { force: true });
  return true;
}
