import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
export const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar+gzip';

export interface LayoutImage {
  readonly config: Uint8Array;
  readonly layers: readonly { readonly digest: string; readonly size: number; readonly mediaType: string }[];
  readonly platform: string;
  /** Brings the blob of a layer to a file. */
  readonly writeLayer: (digest: string, file: string) => Promise<void>;
}

/** Writes an OCI image layout (image-spec v1.1) with one image, `index.json` last. */
export async function writeOciLayout(
  folder: string,
  image: LayoutImage,
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const blobs = join(folder, 'blobs/sha256');
  await rm(folder, { recursive: true, force: true });
  await mkdir(blobs, { recursive: true });
  const put = async (content: Uint8Array) => {
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(blobs, hex), content);
    return { digest: `sha256:${hex}`, size: content.byteLength };
  };
  for (const digest of new Set(image.layers.map((layer) => layer.digest)))
    await image.writeLayer(digest, join(blobs, digest.slice(7)));
  const config = { mediaType: CONFIG_TYPE, ...(await put(image.config)) };
  const layers = image.layers.map(({ digest, size, mediaType }) => ({ mediaType, digest, size }));
  const manifest = await put(json({ schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers }));
  const [os, architecture, variant] = image.platform.split('/');
  const entry = {
    mediaType: MANIFEST_TYPE,
    ...manifest,
    platform: { architecture, os, ...(variant === undefined ? {} : { variant }) },
  };
  await writeFile(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  await writeFile(join(folder, 'index.json'), json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [entry] }));
  const bytes = [config, manifest, ...layers].reduce((sum, blob) => sum + blob.size, 0);
  return { digest: manifest.digest, bytes };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
