import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrno, writeFileAtomic } from '../../platform/files.ts';
import { RegistryFailure } from './registry-failure.ts';

/** Content by digest, shared by all repositories; written once, never changed. */
export interface ContentStore {
  path(digest: string): string;
  /** Bytes, or undefined where there is none. */
  size(digest: string): Promise<number | undefined>;
  /** Takes over a finished file whose digest was verified. */
  adopt(file: string, digest: string): Promise<void>;
  /** Keeps small content, like a manifest. */
  put(content: Uint8Array): Promise<string>;
  remove(digest: string): Promise<void>;
  /** Counts bytes about to be written; throws DENIED when they are too many. */
  reserve(bytes: number): void;
  release(bytes: number): void;
}

/** Opens the store under `folder`, counting what is there. */
export async function openContentStore(folder: string, maxBytes: number): Promise<ContentStore> {
  let used = await countBytes(folder);
  const path = (digest: string) => join(folder, digest.slice(7, 9), digest.slice(7));
  const reserve = (bytes: number) => {
    if (used + bytes > maxBytes) throw fullFailure(maxBytes);
    used += bytes;
  };
  const release = (bytes: number) => void (used = Math.max(0, used - bytes));
  return {
    path,
    size: async (digest) => await sizeOf(path(digest)),
    adopt: async (file, digest) => {
      const known = await sizeOf(path(digest));
      if (known !== undefined) {
        release(known);
        return await rm(file, { force: true });
      }
      await flush(file);
      await mkdir(dirname(path(digest)), { recursive: true });
      await rename(file, path(digest));
    },
    put: async (content) => {
      const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
      if ((await sizeOf(path(digest))) !== undefined) return digest;
      reserve(content.byteLength);
      await writeFileAtomic(path(digest), content);
      return digest;
    },
    remove: async (digest) => {
      const size = await sizeOf(path(digest));
      await rm(path(digest), { force: true });
      release(size ?? 0);
    },
    reserve,
    release,
  };
}

function fullFailure(maxBytes: number): RegistryFailure {
  return new RegistryFailure('DENIED', `The registry is full: it may keep ${Math.floor(maxBytes / 1_000_000)} MB.`);
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) return undefined;
      throw error;
    },
  );
}

async function countBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    // A crash between writing and renaming leaves these behind.
    if (entry.name.endsWith('.tmp')) await rm(file, { force: true });
    else total += (await sizeOf(file)) ?? 0;
  }
  return total;
}
