import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import type { BuildRequest } from '../../../ports/images.ts';
import type { Layer, LayerCache } from '../embedded/layer-cache.ts';
import { LAYER_TYPE, writeOciLayout } from '../oci-layout.ts';

const Manifest = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()).max(1000) })).min(1);
const Labels = z.record(z.string(), z.string()).nullish();
const Config = z.looseObject({
  config: z.looseObject({ Labels }).nullish(),
  rootfs: z.looseObject({ diff_ids: z.array(z.string()) }),
});

/** What a docker archive holds that is worth keeping: names as in the archive. */
const FILE_NAME = /^[\w./:-]{1,300}$/;

/** Turns the output of `docker save` (or `podman save --format docker-archive`) into an OCI layout; the same archive gives the same digest. A layer that was seen before is not compressed again; the labels are added. */
export async function archiveToLayout(
  archive: string,
  target: Pick<BuildRequest, 'outputFolder' | 'platform' | 'labels'>,
  work: string,
  cache: LayerCache,
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const files = await unpack(archive, work);
  const [image] = parse(Manifest, await readText(files, 'manifest.json'), archive);
  const configFile = image && files.get(image.Config);
  if (!image || configFile === undefined) throw broken(archive, 'its manifest names no config');
  const config = parse(Config, await readFile(configFile, 'utf8'), archive);
  const pack = async (name: string, diffId = ''): Promise<Layer> => {
    const file = files.get(name);
    if (file === undefined) throw broken(archive, `the layer ${name.slice(0, 100)} is missing`);
    const layer = await cache.pack(diffId, file);
    if (layer === undefined) throw broken(archive, `a layer has not the digest ${diffId.slice(0, 100)}`);
    return layer;
  };
  const layers = [];
  for (const [index, name] of image.Layers.entries()) layers.push(await pack(name, config.rootfs.diff_ids[index]));
  const Labels = { ...config.config?.Labels, ...target.labels };
  return await writeOciLayout(target.outputFolder, {
    config: Buffer.from(JSON.stringify({ ...config, config: { ...config.config, Labels } })),
    platform: target.platform,
    layers: layers.map(({ digest, size }) => ({ digest, size, mediaType: LAYER_TYPE })),
    writeLayer: async (digest, file) => await cache.copyBlob(digest, file),
  });
}

/** Regular files of the archive under numbers, so that no name of the archive becomes a path; links (podman, old docker) point to their target. */
async function unpack(archive: string, work: string): Promise<ReadonlyMap<string, string>> {
  await mkdir(work, { recursive: true });
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  const parser = extract();
  const feeding = pipeline(
    createReadStream(archive, { highWaterMark: 1024 * 1024 }),
    parser as unknown as NodeJS.WritableStream,
  );
  // The loop below sees the same failure first; unhandled, it would end the process.
  feeding.catch(() => undefined);
  for await (const entry of parser) {
    const { name, type, linkname } = entry.header;
    const file = join(work, `entry-${files.size}`);
    if (type === 'file' && FILE_NAME.test(name)) {
      await pipeline(Readable.from(entry), createWriteStream(file));
      files.set(name, file);
    } else {
      if ((type === 'symlink' || type === 'link') && linkname) links.set(name, linkname);
      entry.resume();
    }
  }
  await feeding;
  for (const [name, target] of links) {
    const file = files.get(target) ?? files.get(target.replace(/^(?:\.\.\/)+/, ''));
    if (file !== undefined) files.set(name, file);
  }
  return files;
}

async function readText(files: ReadonlyMap<string, string>, name: string): Promise<string> {
  const file = files.get(name);
  return file === undefined ? '' : await readFile(file, 'utf8');
}

function parse<T>(schema: z.ZodType<T>, text: string, archive: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new LoungeError(
      'IMAGE_LAYOUT_INVALID',
      { folder: archive, problem: 'it is not an image archive' },
      { cause: error },
    );
  }
}

function broken(folder: string, problem: string): LoungeError {
  return new LoungeError('IMAGE_LAYOUT_INVALID', { folder, problem });
}
