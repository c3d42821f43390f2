import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const IMAGE = 'application/vnd.oci.image';
/** A tar archive with nothing in it. */
const EMPTY_TAR = Buffer.alloc(1024);

/** Writes an OCI layout of an image without any file, for each architecture; an index where there is more than one. */
export async function writeEmptyImage(folder: string, architectures: readonly string[]): Promise<void> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (mediaType: string, value: Buffer | object) => {
    const content = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(blobs, hex), content);
    return { mediaType: `${IMAGE}.${mediaType}`, digest: `sha256:${hex}`, size: content.length };
  };
  const layer = await put('layer.v1.tar', EMPTY_TAR);
  const images = await Promise.all(
    architectures.map(async (architecture) => {
      const rootfs = { type: 'layers', diff_ids: [layer.digest] };
      const config = await put('config.v1+json', { architecture, os: 'linux', config: { Cmd: ['/none'] }, rootfs });
      const manifest = { schemaVersion: 2, mediaType: `${IMAGE}.manifest.v1+json`, config, layers: [layer] };
      return { ...(await put('manifest.v1+json', manifest)), platform: { os: 'linux', architecture } };
    }),
  );
  const index = { schemaVersion: 2, mediaType: `${IMAGE}.index.v1+json`, manifests: images };
  const manifests = images.length === 1 ? images : [await put('index.v1+json', index)];
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}
