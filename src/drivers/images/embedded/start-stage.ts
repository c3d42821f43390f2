import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { parseImageReference, type ImageReference } from '../../../domain/image-reference.ts';
import { addLayer, stackLayer } from './add-layer.ts';
import { fetchBaseImage } from './base-image.ts';
import type { BuildSession, StageImage } from './build-session.ts';
import { flagOf, invalid, unsupported, type Instruction } from './dockerfile.ts';
import { emptySettings, type ImageSettings } from './image-config.ts';
import { findStandIn } from './find-stand-in.ts';
import { ImageTree } from './image-tree.ts';
import { keyOf } from './layer-cache.ts';
import { satisfies, standInEntries, standInFor, standInSettings, RUNTIME_LABEL, wantedVersion } from './stand-in.ts';

/** The image of this machine's platform, as Docker names it. */
export function machinePlatform(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return `linux/${architecture}`;
}

/** Opens the base image of a FROM or of COPY --from: scratch, an image of the registry, or a stand-in. Throws BUILD_BASE_*. */
export async function openBase(session: BuildSession, from: Instruction, image: string): Promise<StageImage> {
  if (image === 'scratch') return newStage(image, emptySettings());
  const { file } = session.dockerfile;
  const reference = parseImageReference(image);
  if (!reference) throw invalid(file, from, `${image.slice(0, 200) || 'nothing'} is not the name of an image`);
  const stage =
    (await openRegistryImage(session, from, image, reference)) ?? (await openStandIn(session, from, image, reference));
  if (stage) return stage;
  throw new LoungeError('BUILD_BASE_UNKNOWN', { file, line: from.line, image, registry: session.registry.url });
}

function newStage(base: string, settings: ImageSettings, runtime?: StageImage['runtime']): StageImage {
  const common = {
    tree: new ImageTree(),
    layers: [],
    history: [],
    args: new Map<string, string>(),
    standIns: new Set<string>(),
  };
  return {
    ...common,
    settings,
    base,
    runtime,
    chain: keyOf(['base', base, runtime?.version ?? '']),
    hasOwnCommand: false,
  };
}

async function openRegistryImage(
  session: BuildSession,
  from: Instruction,
  image: string,
  reference: ImageReference,
): Promise<StageImage | undefined> {
  const { registry, request, files, cache } = session;
  const address = registry.url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  if (!`${reference.registry}/${reference.repository}`.startsWith(`${address}/`)) return undefined;
  const repository = `${reference.registry}/${reference.repository}`.slice(address.length + 1);
  const base = await fetchBaseImage({
    registry,
    repository,
    files,
    cache,
    reference: reference.digest ?? reference.tag ?? 'latest',
    platform: flagPlatform(from) ?? request.platform,
    folder: join(session.temporaryFolder, `base-${from.line}`),
    ...(request.signal ? { signal: request.signal } : {}),
  });
  if (base === undefined) return undefined;
  if (base.settings.onBuild.length > 0)
    throw unsupported(session.dockerfile.file, from, `the ONBUILD triggers of ${image}`);
  const runtimeName = base.settings.labels.get(RUNTIME_LABEL);
  const runtime =
    runtimeName === 'node' || runtimeName === 'python' || runtimeName === 'go'
      ? await findStandIn(runtimeName)
      : undefined;
  const stage = newStage(image, base.settings, runtime);
  for (const standIn of base.settings.labels.get('io.lounge.stand-in')?.split('; ') ?? []) stage.standIns.add(standIn);
  for (const { layer, entries, createdBy } of base.layers) stackLayer(stage, layer, entries, createdBy);
  return stage;
}

async function openStandIn(
  session: BuildSession,
  from: Instruction,
  image: string,
  reference: ImageReference,
): Promise<StageImage | undefined> {
  const name = standInFor(reference);
  if (name === undefined || reference.digest !== undefined) return undefined;
  const { file } = session.dockerfile;
  const wanted = wantedVersion(reference.tag);
  const runtime = await findStandIn(name);
  const found = runtime ? `${name} ${runtime.version}` : `no ${name}`;
  if (!runtime || (wanted !== undefined && !satisfies(name, runtime.version, wanted))) {
    throw new LoungeError('BUILD_BASE_VERSION', {
      file,
      line: from.line,
      image,
      found,
      runtime: name,
      wanted: wanted ?? '',
    });
  }
  const platform = flagPlatform(from) ?? session.request.platform;
  if (platform !== machinePlatform())
    throw unsupported(file, from, `${image} for ${platform} on a machine that is ${machinePlatform()}`);
  const stage = newStage(image, standInSettings(runtime), runtime);
  stage.standIns.add(`${image} → ${found}`);
  session.say(
    `STAND-IN: ${image} is not used; ${found} of this machine stands in for it. The image runs in the sandbox only.`,
  );
  await addLayer(session, stage, await standInEntries(runtime, session.files), `stand-in for ${image}: ${found}`);
  return stage;
}

function flagPlatform(from: Instruction): string | undefined {
  const value = flagOf(from, 'platform');
  return value === undefined || value === '' ? undefined : value;
}
