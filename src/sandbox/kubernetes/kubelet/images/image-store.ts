import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, readTextIfExists, writeFileAtomic } from '../../../../platform/files.ts';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import {
  parseImageConfig,
  parseManifest,
  type Descriptor,
  type ImageConfig,
  type ImageManifest,
} from './image-document.ts';
import { referenceOf, type ImageName } from './image-name.ts';
import { mergeLayers } from './merge-layers.ts';
import { PullFailure, pullFailure } from './pull-failure.ts';
import { RegistryClient, type Login } from './registry-client.ts';
import { unpackLayer, type UnpackedLayer } from './unpack-layer.ts';

/** An image on this machine, ready to run. */
export interface Image {
  /** The digest of its configuration. */
  readonly id: string;
  /** `<repository>@<digest>` as the runtime reports it. */
  readonly repositoryDigest: string;
  readonly config: ImageConfig;
  /** Folders, the uppermost first. */
  readonly layers: readonly string[];
  readonly size: number;
}

interface StoredImage extends Image {
  readonly layerDigests: readonly string[];
  references: string[];
  usedAt: number;
}

/** Unused images kept for the next start; more are removed, the longest unused first. */
const KEPT_UNUSED = 10;

/** Images of the node, each layer unpacked once. Everything is derived from registries: a broken folder is pulled anew. */
export class ImageStore {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #images = new Map<string, StoredImage>();
  readonly #layersOnTheWay = new Map<string, Promise<UnpackedLayer>>();

  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async open(): Promise<void> {
    await mkdir(join(this.#folder, 'layers'), { recursive: true });
    const text = await readTextIfExists(join(this.#folder, 'images.json'));
    for (const image of parseIndex(text)) {
      const isWhole = await Promise.all(image.layers.map(async (layer) => await exists(layer)));
      if (isWhole.every(Boolean)) this.#images.set(image.id, image);
    }
    const names = await readdir(join(this.#folder, 'layers'));
    for (const name of names) if (name.endsWith('.part')) await removeTree(join(this.#folder, 'layers', name));
  }

  /** An image that is here under the name. */
  find(name: ImageName): Image | undefined {
    const reference = referenceOf(name);
    const image = [...this.#images.values()].find(({ references }) => references.includes(reference));
    if (image) image.usedAt = this.#now();
    return image;
  }

  /** Throws a PullFailure in containerd's words. */
  async pull(name: ImageName, login: Login | undefined): Promise<Image> {
    const client = new RegistryClient(name, login);
    try {
      return await this.#pull(name, client);
    } catch (error) {
      if (error instanceof PullFailure) throw error;
      throw pullFailure('Unknown', referenceOf(name), error instanceof Error ? error.message : String(error));
    }
  }

  async #pull(name: ImageName, client: RegistryClient): Promise<Image> {
    const first = await fetchManifest(client, name.digest ?? name.tag ?? 'latest', name.digest);
    const manifest =
      'manifests' in first.manifest ? await platformManifest(client, name, first.manifest.manifests) : first.manifest;
    const { config: descriptor, layers } = manifest;
    const configBytes = await client.smallBlob(descriptor.digest);
    requireDigest(name, descriptor.digest, digestOf(configBytes));
    const config = parseImageConfig(configBytes);
    const unpacked: UnpackedLayer[] = [];
    for (const layer of layers) unpacked.push(await this.#layer(client, name, layer.digest));
    config.rootfs?.diff_ids?.forEach((diffId, index) => requireDigest(name, diffId, unpacked[index]?.diffId ?? ''));
    const size = layers.reduce((sum, layer) => sum + layer.size, descriptor.size);
    const image = {
      id: descriptor.digest,
      repositoryDigest: `${name.registry}/${name.repository}@${first.digest}`,
      config,
      size,
      layerDigests: layers.map(({ digest }) => digest),
      layers: await this.#folders(descriptor.digest, layers, unpacked),
    };
    return await this.#remember(image, referenceOf(name));
  }

  async #layer(client: RegistryClient, name: ImageName, digest: string): Promise<UnpackedLayer> {
    const folder = this.#layerFolder(digest);
    const known = await readTextIfExists(`${folder}.json`);
    if (known !== undefined && (await exists(folder))) return JSON.parse(known) as UnpackedLayer;
    const onTheWay = this.#layersOnTheWay.get(digest) ?? this.#fetchLayer(client, name, digest, folder);
    this.#layersOnTheWay.set(digest, onTheWay);
    try {
      return await onTheWay;
    } finally {
      this.#layersOnTheWay.delete(digest);
    }
  }

  async #fetchLayer(client: RegistryClient, name: ImageName, digest: string, folder: string): Promise<UnpackedLayer> {
    const part = `${folder}.part`;
    await removeTree(part);
    await mkdir(part, { recursive: true });
    try {
      const unpacked = await unpackLayer(await client.blob(digest), part);
      requireDigest(name, digest, unpacked.digest);
      await removeTree(folder);
      await rename(part, folder);
      await writeFileAtomic(`${folder}.json`, JSON.stringify(unpacked));
      return unpacked;
    } catch (error) {
      await removeTree(part);
      throw error;
    }
  }

  /** Overlay cannot show what a layer takes away without special files: such an image is merged by hard links. */
  async #folders(id: string, layers: readonly Descriptor[], unpacked: readonly UnpackedLayer[]): Promise<string[]> {
    const folders = layers.map(({ digest }) => this.#layerFolder(digest));
    if (unpacked.every(({ removed, opaque }) => removed.length === 0 && opaque.length === 0))
      return folders.toReversed();
    const merged = join(this.#folder, 'merged', hex(id));
    if (!(await exists(merged))) await mergeLayers(folders, unpacked, merged);
    return [merged];
  }

  async #remember(image: Omit<StoredImage, 'references' | 'usedAt'>, reference: string): Promise<Image> {
    for (const other of this.#images.values())
      other.references = other.references.filter((known) => known !== reference);
    const known = this.#images.get(image.id);
    // As containerd: bytes that are known already keep the name that they came with.
    const stored = known ?? { ...image, references: [], usedAt: 0 };
    stored.references.push(reference);
    stored.usedAt = this.#now();
    this.#images.set(image.id, stored);
    await this.#save();
    return { ...stored, repositoryDigest: image.repositoryDigest };
  }

  /** Removes images that no pod uses, but for the last few. */
  async collectGarbage(used: ReadonlySet<string>): Promise<void> {
    const unused = [...this.#images.values()].filter(({ id }) => !used.has(id)).toSorted((a, b) => b.usedAt - a.usedAt);
    const surplus = unused.slice(KEPT_UNUSED);
    if (surplus.length === 0 || this.#layersOnTheWay.size > 0) return;
    for (const { id } of surplus) this.#images.delete(id);
    await this.#save();
    const needed = new Set([...this.#images.values()].flatMap(({ layerDigests }) => layerDigests));
    for (const digest of new Set(surplus.flatMap(({ layerDigests }) => layerDigests))) {
      if (needed.has(digest)) continue;
      await rm(`${this.#layerFolder(digest)}.json`, { force: true });
      await removeTree(this.#layerFolder(digest));
    }
    for (const { id } of surplus) await removeTree(join(this.#folder, 'merged', hex(id)));
  }

  async #save(): Promise<void> {
    await writeFileAtomic(join(this.#folder, 'images.json'), JSON.stringify([...this.#images.values()]));
  }

  #layerFolder(digest: string): string {
    return join(this.#folder, 'layers', hex(digest));
  }
}

async function fetchManifest(client: RegistryClient, reference: string, digest: string | undefined) {
  const bytes = await client.manifest(reference);
  const found = digestOf(bytes);
  if (digest !== undefined && found !== digest) throw new Error(`unexpected digest ${found}, expected ${digest}`);
  return { digest: found, manifest: parseManifest(bytes) };
}

async function platformManifest(
  client: RegistryClient,
  name: ImageName,
  manifests: readonly Descriptor[],
): Promise<ImageManifest> {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const fitting = manifests.find(({ platform }) => platform?.os === 'linux' && platform.architecture === architecture);
  if (!fitting) throw pullFailure('NotFound', referenceOf(name), 'no match for platform in manifest: not found');
  const { manifest } = await fetchManifest(client, fitting.digest, fitting.digest);
  if ('manifests' in manifest) throw new Error('an index within an index is refused');
  return manifest;
}

function requireDigest(name: ImageName, expected: string, found: string): void {
  if (found === expected) return;
  const why = `failed commit on ref "layer-${expected}": unexpected commit digest ${found}, expected ${expected}: failed precondition`;
  throw pullFailure('FailedPrecondition', referenceOf(name), why);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function hex(digest: string): string {
  return digest.slice('sha256:'.length);
}

function parseIndex(text: string | undefined): StoredImage[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? (value as StoredImage[]) : [];
  } catch {
    return [];
  }
}
