import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import type { FileStore } from '../images/embedded/file-store.ts';
import { ImageConfigFile, settingsOf, type ImageSettings } from '../images/embedded/image-config.ts';
import { ImageTree } from '../images/embedded/image-tree.ts';
import { readTar } from '../images/embedded/read-tar.ts';

const Descriptor = z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const Index = z.object({ manifests: z.array(Descriptor).min(1) });
const Manifest = z.object({ config: Descriptor, layers: z.array(Descriptor) });

export interface LayoutContent {
  readonly settings: ImageSettings;
  readonly tree: ImageTree;
}

/** The one image of an OCI layout: its settings, and its files as the layers make them. Throws IMAGE_LAYOUT_INVALID. */
export async function readLayout(folder: string, files: FileStore, signal: AbortSignal): Promise<LayoutContent> {
  const blob = (digest: string) => join(folder, 'blobs/sha256', digest.slice('sha256:'.length));
  const read = async <T>(schema: z.ZodType<T>, file: string): Promise<T> => {
    try {
      return schema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      throw new LoungeError('IMAGE_LAYOUT_INVALID', { folder, problem: 'it is not an OCI image' }, { cause: error });
    }
  };
  const index = await read(Index, join(folder, 'index.json'));
  const manifest = await read(Manifest, blob(index.manifests[0]?.digest ?? ''));
  const config = await read(ImageConfigFile, blob(manifest.config.digest));
  const tree = new ImageTree();
  for (const { digest, mediaType } of manifest.layers) {
    const packed = createReadStream(blob(digest));
    tree.apply(await readTar(/[+.]gzip$/.test(mediaType) ? packed.pipe(createGunzip()) : packed, files, true, signal));
  }
  return { settings: settingsOf(config), tree };
}
