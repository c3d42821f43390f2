import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { readTextIfExists, writeFileAtomic } from '../../../platform/files.ts';
import { hashingTap, type FileStore } from './file-store.ts';
import type { LayerEntry } from './layer-entry.ts';
import { writeTar } from './tar-writer.ts';

const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const CachedLayer = z.object({ digest: Digest, diffId: Digest, size: z.number().int().nonnegative() });

/** A layer whose blob is in the cache. */
export type Layer = z.infer<typeof CachedLayer>;

/** Layers by what is in them: the same entries are written and compressed once. */
export interface LayerCache {
  /** The layer of these entries, which are sorted here. */
  layer(entries: readonly LayerEntry[], signal?: AbortSignal): Promise<Layer>;
  /** The layer with this content, compressed from the tar file unless that was done before; undefined when the file is not that content. */
  pack(diffId: string, tarFile: string, signal?: AbortSignal): Promise<Layer | undefined>;
  /** Copies the blob of a layer. */
  copyBlob(digest: string, target: string): Promise<void>;
  /** Keeps a blob as it is, like a layer of a base image. */
  keepBlob(file: string, digest: string): Promise<void>;
  /** What was kept under a key by `note`, or undefined. */
  recall(key: string): Promise<unknown>;
  note(key: string, value: unknown): Promise<void>;
}

/** Part of every key: a change of how layers are written makes new ones. */
const FORMAT = 1;

export function openLayerCache(folder: string, files: FileStore, mtime: number): LayerCache {
  const blob = (digest: string) => join(folder, 'blobs', digest.slice(7));
  const noteFile = (key: string) => join(folder, 'notes', `${key}.json`);
  const cache: LayerCache = {
    pack: async (diffId, tarFile, signal) => {
      const key = keyOf({ packed: diffId });
      const known = CachedLayer.safeParse(await cache.recall(key));
      if (known.success && (await isWhole(blob(known.data.digest), known.data.size))) return known.data;
      const tar = createReadStream(tarFile, { highWaterMark: 256 * 1024 });
      const layer = await writeLayer(tar, join(folder, 'blobs'), signal);
      if (layer.diffId !== diffId) return undefined;
      await cache.note(key, layer);
      return layer;
    },
    layer: async (unsorted, signal) => {
      const entries = unsorted.toSorted((a, b) =>
        a.path < b.path ? -1 : a.path > b.path ? 1 : a.kind < b.kind ? -1 : 1,
      );
      const key = keyOf({ mtime, entries });
      const known = CachedLayer.safeParse(await cache.recall(key));
      if (known.success && (await isWhole(blob(known.data.digest), known.data.size))) return known.data;
      const layer = await writeLayer(writeTar(entries, files, mtime), join(folder, 'blobs'), signal);
      await cache.note(key, layer);
      return layer;
    },
    copyBlob: async (digest, target) => await copyFile(blob(digest), target, constants.COPYFILE_FICLONE),
    keepBlob: async (file, digest) => {
      await mkdir(join(folder, 'blobs'), { recursive: true });
      const temporary = `${blob(digest)}.${randomBytes(6).toString('hex')}.tmp`;
      await copyFile(file, temporary, constants.COPYFILE_FICLONE);
      await rename(temporary, blob(digest));
    },
    recall: async (key) => parseJson(await readTextIfExists(noteFile(key))),
    note: async (key, value) => await writeFileAtomic(noteFile(key), JSON.stringify(value)),
  };
  return cache;
}

/** A cache key for any JSON value. */
export function keyOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, value]))
    .digest('hex');
}

async function writeLayer(tar: AsyncIterable<Uint8Array>, folder: string, signal?: AbortSignal): Promise<Layer> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${randomBytes(8).toString('hex')}.tmp`);
  const plain = hashingTap();
  const packed = hashingTap();
  try {
    const handle = await open(temporary, 'wx');
    const stages = [
      Readable.from(tar, { objectMode: false, highWaterMark: 256 * 1024 }),
      plain.stream,
      createGzip({ level: 6, chunkSize: 128 * 1024 }),
      packed.stream,
      handle.createWriteStream(),
    ] as const;
    await pipeline(...stages, signal ? { signal } : {});
    const { hash, size } = packed.result();
    await rename(temporary, join(folder, hash));
    return { digest: `sha256:${hash}`, diffId: `sha256:${plain.result().hash}`, size };
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isWhole(file: string, size: number): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.size === size;
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
