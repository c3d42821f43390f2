import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Contents of files by their sha256, shared by all builds. */
export interface FileStore {
  /** Takes in a file; one that is known is only read. */
  add(path: string): Promise<{ readonly hash: string; readonly size: number }>;
  addBytes(content: Uint8Array): Promise<{ readonly hash: string; readonly size: number }>;
  addStream(content: Readable): Promise<{ readonly hash: string; readonly size: number }>;
  read(hash: string): Readable;
  /** Whether the content is there in full length. */
  has(hash: string, size: number): Promise<boolean>;
  /** Writes the content to a new file. */
  copyTo(hash: string, path: string): Promise<void>;
}

const SMALL_BYTES = 1024 * 1024;

export function openFileStore(folder: string): FileStore {
  const at = (hash: string) => join(folder, hash.slice(0, 2), hash);
  const has = async (hash: string, size: number) => (await stat(at(hash)).catch(() => undefined))?.size === size;
  const addBytes = async (content: Uint8Array) => {
    const hash = createHash('sha256').update(content).digest('hex');
    const known = await has(hash, content.byteLength);
    if (!known) await moveIn(at(hash), async (temporary) => await writeFile(temporary, content, { flag: 'wx' }));
    return { hash, size: content.byteLength };
  };
  const addStream = async (content: Readable) => {
    const temporary = join(folder, `${randomBytes(8).toString('hex')}.tmp`);
    await mkdir(folder, { recursive: true });
    const tap = hashingTap();
    const handle = await open(temporary, 'wx');
    try {
      await pipeline(content, tap.stream, handle.createWriteStream());
      const found = tap.result();
      await mkdir(dirname(at(found.hash)), { recursive: true });
      await rename(temporary, at(found.hash));
      return found;
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return {
    addBytes,
    addStream,
    has,
    add: async (path) => {
      const { size } = await stat(path);
      if (size <= SMALL_BYTES) return await addBytes(await readFile(path));
      const tap = hashingTap();
      await pipeline(createReadStream(path, { highWaterMark: SMALL_BYTES }), tap.stream.resume());
      const found = tap.result();
      // Read once more only for what is new: what is stored is always what was hashed.
      return (await has(found.hash, found.size)) ? found : await addStream(createReadStream(path));
    },
    read: (hash) => createReadStream(at(hash), { highWaterMark: 256 * 1024 }),
    copyTo: async (hash, path) => await copyFile(at(hash), path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL),
  };
}

async function moveIn(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await write(temporary);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A stream that passes everything on, hashing and counting it. */
export function hashingTap(): {
  readonly stream: Transform;
  result(): { readonly hash: string; readonly size: number };
} {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      hash.update(chunk);
      size += chunk.byteLength;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ hash: hash.digest('hex'), size }) };
}
