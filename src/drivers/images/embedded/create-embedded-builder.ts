import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { readTextIfExists, resolveInside } from '../../../platform/files.ts';
import { removeTree } from '../../../platform/isolation/remove-tree.ts';
import type { BuildRequest, BuiltImage, ImageBuilder } from '../../../ports/images.ts';
import type { Registry } from '../../../ports/registry.ts';
import { LAYER_TYPE, writeOciLayout } from '../oci-layout.ts';
import { openBuildContext } from './build-context.ts';
import type { BuildSession } from './build-session.ts';
import { buildStages } from './build-stages.ts';
import { parseDockerIgnore } from './docker-ignore.ts';
import { parseDockerfile } from './dockerfile.ts';
import { openFileStore } from './file-store.ts';
import { configFile } from './image-config.ts';
import { openLayerCache } from './layer-cache.ts';

export interface EmbeddedBuilderOptions {
  /** Images of this registry can be a FROM. */
  readonly registry: Registry;
  /** Absolute; layers and contents are kept here for the next build. */
  readonly cacheFolder: string;
  /** Time stamps in the image, seconds since the epoch; default 0. */
  readonly sourceDateEpoch?: number;
}

/** Builds images without a container engine. The same tree gives the same digest. Throws DOCKERFILE_* and BUILD_*. */
export function createEmbeddedBuilder(options: EmbeddedBuilderOptions): ImageBuilder {
  return {
    name: 'embedded',
    build: async (request) => {
      const temporaryFolder = await makeTemporaryFolder(join(options.cacheFolder, 'tmp'));
      try {
        return await build(options, request, temporaryFolder);
      } catch (error) {
        throw request.signal?.aborted ? new LoungeError('CANCELLED', {}, { cause: error }) : error;
      } finally {
        await removeTree(temporaryFolder);
      }
    },
  };
}

async function build(
  options: EmbeddedBuilderOptions,
  request: BuildRequest,
  temporaryFolder: string,
): Promise<BuiltImage> {
  const session = await openSession(options, request, temporaryFolder);
  const image = await buildStages(session);
  const standIns = [...image.standIns];
  const labels = new Map([...image.settings.labels, ...Object.entries(request.labels)]);
  if (standIns.length > 0) labels.set('io.lounge.stand-in', standIns.join('; '));
  const created = new Date(session.mtime * 1000).toISOString();
  const diffIds = image.layers.map((layer) => layer.diffId);
  const written = await writeOciLayout(request.outputFolder, {
    config: configFile({ ...image.settings, labels }, request.platform, diffIds, image.history, created),
    layers: image.layers.map((layer) => ({ ...layer, mediaType: LAYER_TYPE })),
    platform: request.platform,
    writeLayer: async (digest, file) => await session.cache.copyBlob(digest, file),
  });
  return { ...written, standIns };
}

async function openSession(
  options: EmbeddedBuilderOptions,
  request: BuildRequest,
  temporaryFolder: string,
): Promise<BuildSession> {
  const { cacheFolder, registry, sourceDateEpoch: mtime = 0 } = options;
  const say = request.progress ?? (() => undefined);
  const file = await resolveInside(request.context, request.dockerfile);
  const text = file === undefined ? undefined : await readTextIfExists(file);
  if (text === undefined) throw new LoungeError('DOCKERFILE_MISSING', { path: request.dockerfile });
  const dockerfile = parseDockerfile(text, request.dockerfile);
  const ignore = await readIgnore(request);
  for (const line of ignore.malformed) say(`.dockerignore: ${line} is not a pattern and is not used`);
  const files = openFileStore(join(cacheFolder, 'files'));
  const cache = openLayerCache(cacheFolder, files, mtime);
  const context = await openBuildContext(request.context, ignore, files);
  return {
    request,
    dockerfile,
    registry,
    files,
    cache,
    context,
    mountsFolder: join(cacheFolder, 'mounts'),
    temporaryFolder,
    mtime,
    say,
  };
}

/** `<Dockerfile>.dockerignore` goes before `.dockerignore`. */
async function readIgnore(request: BuildRequest): Promise<ReturnType<typeof parseDockerIgnore>> {
  for (const name of [`${request.dockerfile}.dockerignore`, '.dockerignore']) {
    const path = await resolveInside(request.context, name);
    const text = path === undefined ? undefined : await readTextIfExists(path);
    if (text !== undefined) return parseDockerIgnore(text);
  }
  return parseDockerIgnore('');
}

/** Named after this process, so that what a killed one left can be told apart and removed. */
async function makeTemporaryFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const left = (await readdir(parent)).filter((name) => !isAlive(Number(name.split('-', 1)[0])));
  for (const name of left) await removeTree(join(parent, name));
  const folder = join(parent, `${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
