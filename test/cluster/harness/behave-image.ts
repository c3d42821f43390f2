import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { exec } from '../../../src/platform/exec.ts';
import { REGISTRY_PORT } from './cluster-under-test.ts';

export interface ImageOptions {
  /** Makes another image config, and so another image. */
  readonly version: string;
  readonly architecture?: 'amd64' | 'arm64';
  readonly entrypoint?: readonly string[];
  /** Makes another manifest of the same config. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Puts it into an index: with an image of another platform, or that one alone. */
  readonly index?: 'both' | 'foreign';
}

/** What a release says of its image. */
export interface PushedImage {
  readonly tag: string;
  readonly digest: string;
  /** The digest, then the manifests of an index. */
  readonly digests: readonly string[];
}

interface Blob {
  readonly digest: string;
  readonly bytes: Buffer;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
/** Nodes keep the images of earlier runs, and would find them where there must be none. */
const RUN = randomUUID();
const REGISTRY = `http://127.0.0.1:${REGISTRY_PORT}`;

export type Built = Readonly<Record<'amd64' | 'arm64', { readonly layer: Blob; readonly diffId: string }>>;

/** Builds the program for the platform of the nodes and for one that they do not run. */
export async function buildPrograms(folder: string): Promise<Built> {
  return { amd64: await buildLayer(folder, 'amd64'), arm64: await buildLayer(folder, 'arm64') };
}

async function buildLayer(folder: string, architecture: string): Promise<{ layer: Blob; diffId: string }> {
  const program = join(folder, `behave-${architecture}`);
  const result = await exec('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', program, '.'], {
    cwd: join(import.meta.dirname, '..', 'behave'),
    env: { CGO_ENABLED: '0', GOARCH: architecture, GOFLAGS: '-mod=mod' },
  });
  if (result.exitCode !== 0) throw new Error(`go build: ${result.stderr}`);
  const archive = pack();
  archive.entry({ name: 'behave', mode: 0o755, mtime: new Date(0) }, await readFile(program));
  archive.finalize();
  const tar = await buffer(archive);
  return { layer: blobOf(gzipSync(tar, { level: 1 })), diffId: blobOf(tar).digest };
}

/** Pushes an image of it; `tag: undefined` computes the digest only. */
export async function pushImage(
  built: Built,
  repository: string,
  tag: string,
  options: ImageOptions & { readonly unpushed?: boolean },
): Promise<PushedImage> {
  const { architecture = 'amd64', index, unpushed } = options;
  const platforms =
    index === undefined ? [architecture] : index === 'both' ? (['amd64', 'arm64'] as const) : ['arm64' as const];
  const images = platforms.map((platform) => ({ platform, ...documents(built[platform], platform, options) }));
  const [first] = images;
  if (first === undefined) throw new TypeError('an index without images');
  const top = index === undefined ? { blob: first.manifest, type: MANIFEST } : { blob: indexOf(images), type: INDEX };
  const { digest } = top.blob;
  const digests = [...new Set([digest, ...images.map(({ manifest }) => manifest.digest)])];
  if (unpushed === true) return { tag, digest, digests };
  for (const { platform, config, manifest } of images) {
    await putBlob(repository, built[platform].layer);
    await putBlob(repository, config);
    await putManifest(repository, manifest.digest, MANIFEST, manifest);
  }
  await putManifest(repository, tag, top.type, top.blob);
  return { tag, digest, digests };
}

function indexOf(images: readonly { readonly platform: string; readonly manifest: Blob }[]): Blob {
  const manifests = images.map(({ platform, manifest }) => ({
    mediaType: MANIFEST,
    digest: manifest.digest,
    size: manifest.bytes.length,
    platform: { os: 'linux', architecture: platform },
  }));
  return jsonBlob({ schemaVersion: 2, mediaType: INDEX, manifests });
}

function documents({ layer, diffId }: Built['amd64'], architecture: string, options: ImageOptions) {
  const config = jsonBlob({
    architecture,
    os: 'linux',
    config: {
      Entrypoint: options.entrypoint ?? ['/behave'],
      Env: [`VERSION=${options.version}`],
      Labels: { 'lounge.test/run': RUN },
    },
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config.digest, size: config.bytes.length },
    layers: [
      { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: layer.digest, size: layer.bytes.length },
    ],
    ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
  });
  return { config, manifest };
}

function jsonBlob(value: unknown): Blob {
  return blobOf(Buffer.from(JSON.stringify(value)));
}

function blobOf(bytes: Buffer): Blob {
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

async function putBlob(repository: string, blob: Blob): Promise<void> {
  const known = await fetch(`${REGISTRY}/v2/${repository}/blobs/${blob.digest}`, { method: 'HEAD' });
  if (known.ok) return;
  const started = await fetch(`${REGISTRY}/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  const target = new URL(started.headers.get('location') ?? '', REGISTRY);
  target.searchParams.set('digest', blob.digest);
  await accepted(
    await fetch(target, {
      method: 'PUT',
      body: new Uint8Array(blob.bytes),
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
}

async function putManifest(repository: string, reference: string, type: string, blob: Blob): Promise<void> {
  const url = `${REGISTRY}/v2/${repository}/manifests/${reference}`;
  await accepted(
    await fetch(url, { method: 'PUT', body: new Uint8Array(blob.bytes), headers: { 'content-type': type } }),
  );
}

async function accepted(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
}
