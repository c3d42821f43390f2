import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { exec } from '../../../platform/exec.ts';
import { readTextIfExists, resolveInside } from '../../../platform/files.ts';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import type { BuildRequest, BuiltImage, ImageBuilder } from '../../../ports/images.ts';
import { openFileStore } from '../embedded/file-store.ts';
import { openLayerCache, type LayerCache } from '../embedded/layer-cache.ts';
import type { EngineName } from './detect-builders.ts';
import { engineLogin, type EngineLogin } from './engine-login.ts';
import { archiveToLayout } from './read-archive.ts';

export interface CliBuilderOptions {
  readonly name: EngineName;
  /** Absolute; compressed layers are kept here. */
  readonly cacheFolder: string;
  /** Of the registry that base images may come from. */
  readonly login?: EngineLogin | undefined;
}

const LAST_LINES = 12;
/** What docker says at each build where buildx is not installed. */
const NOTICE =
  /^DEPRECATED: The legacy builder|^\s+Install the buildx component|^\s+https:\/\/docs\.docker\.com\/go\/buildx/;

/** Builds with the command of a container engine and takes the image out as an OCI layout. Throws BUILD_ENGINE_FAILED. */
export function createCliBuilder({ name, cacheFolder, login }: CliBuilderOptions): ImageBuilder {
  const cache = openLayerCache(cacheFolder, openFileStore(join(cacheFolder, 'files')), 0);
  return {
    name,
    build: async (request) =>
      await withTemporaryFolder(async (folder) => {
        const environment = await engineLogin(name, login, folder);
        return await build(name, request, { folder, environment }, cache);
      }),
  };
}

interface BuildPlace {
  readonly folder: string;
  /** What the engine is given beside its own. */
  readonly environment: Readonly<Record<string, string>>;
}

async function build(
  name: EngineName,
  request: BuildRequest,
  { folder, environment }: BuildPlace,
  cache: LayerCache,
): Promise<BuiltImage> {
  const dockerfile = await resolveInside(request.context, request.dockerfile);
  if (dockerfile === undefined || (await readTextIfExists(dockerfile)) === undefined) {
    throw new LoungeError('DOCKERFILE_MISSING', { path: request.dockerfile });
  }
  // A name of its own for each build, so that builds at the same time do not take each other's image.
  const tag = `localhost/lounge-build:${randomBytes(8).toString('hex')}`;
  const archive = join(folder, 'image.tar');
  const remove = async () => await exec(name, ['rmi', '--force', tag], { cwd: request.context, timeoutMs: 60_000 });
  let removing: ReturnType<typeof remove> | undefined;
  try {
    await run(name, buildArguments(name, request, dockerfile, tag), request, {
      ...buildEnvironment(request),
      ...environment,
    });
    await run(name, saveArguments(name, tag, archive), request);
    removing = remove();
    const written = await archiveToLayout(archive, request, join(folder, 'work'), cache);
    return { ...written, standIns: [] };
  } finally {
    await (removing ?? remove());
  }
}

/** Values of build arguments go by the environment: arguments of a process can be read by everybody on the machine. */
function buildArguments(name: EngineName, request: BuildRequest, dockerfile: string, tag: string): readonly string[] {
  return [
    name === 'buildah' ? 'bud' : 'build',
    '--file',
    dockerfile,
    '--tag',
    tag,
    '--platform',
    request.platform,
    ...Object.keys(request.buildArguments).flatMap((key) => ['--build-arg', key]),
    // Layer time stamps of Podman and buildah, so that the same tree gives the same digest.
    ...(name === 'docker' ? [] : ['--timestamp', '0']),
    request.context,
  ];
}

function buildEnvironment(request: BuildRequest): Readonly<Record<string, string>> {
  return { ...request.buildArguments, SOURCE_DATE_EPOCH: '0' };
}

function saveArguments(name: EngineName, tag: string, archive: string): readonly string[] {
  if (name === 'docker') return ['save', '--output', archive, tag];
  if (name === 'podman') return ['save', '--format', 'docker-archive', '--output', archive, tag];
  return ['push', tag, `docker-archive:${archive}`];
}

async function run(
  name: EngineName,
  args: readonly string[],
  request: BuildRequest,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const last: string[] = [];
  const onLine = (line: string) => {
    if (line.trim() === '' || NOTICE.test(line)) return;
    if (last.push(line) > LAST_LINES) last.shift();
    request.progress?.(line);
  };
  const result = await exec(name, args, {
    cwd: request.context,
    env,
    onLine,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  if (request.signal?.aborted) throw new LoungeError('CANCELLED');
  if (result.exitCode === 127)
    throw new LoungeError('TOOL_MISSING', { tool: name, remedy: `Install ${name}, or build without it.` });
  if (result.exitCode !== 0)
    throw new LoungeError('BUILD_ENGINE_FAILED', { engine: name, output: last.join('\n') || 'no output' });
}
