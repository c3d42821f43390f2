import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import type { Registry } from '../../../ports/registry.ts';
import type { FileStore } from './file-store.ts';
import { ImageConfigFile, settingsOf, type ImageSettings } from './image-config.ts';
import { keyOf, type Layer, type LayerCache } from './layer-cache.ts';
import type { LayerEntry } from './layer-entry.ts';
import { readTar } from './read-tar.ts';

export interface BaseImage {
  readonly settings: ImageSettings;
  readonly layers: readonly {
    readonly layer: Layer;
    readonly entries: readonly LayerEntry[];
    readonly createdBy: string;
  }[];
}

const Descriptor = z.object({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
});
const Platform = z.object({ os: z.string(), architecture: z.string() });
const Index = z.object({ manifests: z.array(Descriptor.extend({ platform: Platform.optional() })) });
const Manifest = z.object({ config: Descriptor, layers: z.array(Descriptor) });

export interface BaseImageRequest {
  readonly registry: Registry;
  readonly repository: string;
  readonly reference: string;
  readonly platform: string;
  readonly files: FileStore;
  readonly cache: LayerCache;
  /** An empty folder to fetch into. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** Fetches an image and takes its layers into the cache. Undefined when the registry has no such image for the platform. */
export async function fetchBaseImage(request: BaseImageRequest): Promise<BaseImage | undefined> {
  const { registry, repository, reference, folder, signal } = request;
  const found = await registry.inspect(repository, reference);
  if (found === undefined) return undefined;
  await registry.pull(repository, found.digest, folder, signal ? { signal } : {});
  const blob = (digest: string) => join(folder, 'blobs/sha256', digest.slice(7));
  const read = async <T>(schema: z.ZodType<T>, file: string) => parse(schema, await readFile(file, 'utf8'), folder);
  const digest = await manifestFor(request.platform, found.digest, async (one) =>
    JSON.parse(await readFile(blob(one), 'utf8')),
  );
  if (digest === undefined) return undefined;
  const manifest = await read(Manifest, blob(digest));
  const config = await read(ImageConfigFile, blob(manifest.config.digest));
  const made = (config.history ?? []).filter((line) => line.empty_layer !== true);
  const layers = [];
  for (const [index, descriptor] of manifest.layers.entries()) {
    const diffId = config.rootfs.diff_ids[index] ?? '';
    const layer = { digest: descriptor.digest, size: descriptor.size, diffId };
    const entries = await layerEntries(request, blob(descriptor.digest), descriptor.mediaType, diffId);
    await request.cache.keepBlob(blob(descriptor.digest), descriptor.digest);
    layers.push({ layer, entries, createdBy: made[index]?.created_by ?? '' });
  }
  return { settings: settingsOf(config), layers };
}

async function manifestFor(
  platform: string,
  digest: string,
  read: (digest: string) => Promise<unknown>,
): Promise<string | undefined> {
  const index = Index.safeParse(await read(digest));
  if (!index.success) return digest;
  const [os, architecture] = platform.split('/');
  return index.data.manifests.find((one) => one.platform?.os === os && one.platform?.architecture === architecture)
    ?.digest;
}

async function layerEntries(
  { cache, files, signal }: BaseImageRequest,
  file: string,
  mediaType: string,
  diffId: string,
): Promise<readonly LayerEntry[]> {
  const key = keyOf({ entriesOf: diffId });
  const known = await cache.recall(key);
  if (Array.isArray(known)) return known as LayerEntry[];
  const packed = createReadStream(file);
  const plain = /[+.]gzip$/.test(mediaType) ? packed.pipe(createGunzip()) : packed;
  const entries = await readTar(plain, files, true, signal);
  await cache.note(key, entries);
  return entries;
}

function parse<T>(schema: z.ZodType<T>, text: string, folder: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new LoungeError('IMAGE_LAYOUT_INVALID', { folder, problem: 'it is not an OCI image' }, { cause: error });
  }
}
