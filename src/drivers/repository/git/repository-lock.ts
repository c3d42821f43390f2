import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LoungeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';

const WAIT_MS = 15;
const GIVE_UP_MS = 60_000;

/**
 * Runs `use` while no other process of ours does so in this repository. The lock is one of the kernel on a file in
 * `.git/lounge` (taken by SQLite), so that a killed holder can never leave it behind. Throws GIT_LOCKED after a minute.
 */
export async function withRepositoryLock<T>(gitFolder: string, clock: Clock, use: () => Promise<T>): Promise<T> {
  const folder = join(gitFolder, 'lounge');
  await mkdir(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    await acquire(database, gitFolder, clock);
    return await use();
  } finally {
    database.close();
  }
}

async function acquire(database: DatabaseSync, folder: string, clock: Clock): Promise<void> {
  const end = clock.now() + GIVE_UP_MS;
  while (!tryAcquire(database)) {
    if (clock.now() > end)
      throw new LoungeError(
        'GIT_LOCKED',
        { folder, problem: 'another lounge process is at work in it' },
        { retryable: true },
      );
    await clock.sleep(WAIT_MS);
  }
}

function tryAcquire(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return false;
    throw error;
  }
}
