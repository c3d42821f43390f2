import { parse } from 'yaml';
import { LoungeError } from '../../domain/errors.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { engineNamespaces } from '../../engine/manifest/generate/engine-namespaces.ts';
import { generateEngineFiles } from '../../engine/manifest/generate/generate-lounge-files.ts';
import { generateProjects } from '../../engine/manifest/generate/generate-projects.ts';
import { generateOverlay } from '../../engine/manifest/generate/generate-service-manifests.ts';
import { kustomizationPath, projectsPath } from '../../engine/manifest/layout.ts';
import { imageNameOf } from '../../engine/manifest/pinned-image.ts';
import { listOf, readField, textOf } from '../../engine/manifest/read-field.ts';
import type { Context, Lounge } from '../context.ts';
import { installLounge } from '../init/install-lounge.ts';
import { chooseEnvironment, readService, serviceNames } from '../read-service.ts';
import type { NewInput, NewOutput } from './operation.ts';
import type { NewFile } from './write-and-commit.ts';

/** The environments asked for, else all of lounge.yaml. Throws ENVIRONMENT_UNKNOWN. */
export function chosenEnvironments(lounge: Lounge, wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return Object.keys(lounge.config.environments);
  return [...new Set(wanted.map((environment) => chooseEnvironment(lounge, environment)))];
}

/**
 * The overlays that services lack for environments of lounge.yaml, and the fences of the environments' namespaces: for
 * one service, or for all of them. Throws FILE_EXISTS when there is nothing to add.
 */
export async function addOverlays(context: Context, lounge: Lounge, input: NewInput): Promise<NewOutput> {
  const environments = chosenEnvironments(lounge, input.environment);
  const services = input.service === undefined ? await serviceNames(lounge) : [input.service];
  const overlays: NewFile[] = [];
  for (const service of services)
    for (const environment of environments) overlays.push(...(await missingOverlay(lounge, service, environment)));
  const projects = await missingProjects(context, lounge, environments);
  const files = [...overlays, ...projects];
  if (files.length === 0)
    throw new LoungeError('FILE_EXISTS', { path: kustomizationPath(services[0] ?? '', environments[0] ?? '') });
  const output: NewOutput = {
    ...(input.service === undefined ? {} : { service: input.service }),
    environments: [...environments],
    files: files.map((file) => file.path),
    dryRun: input.dryRun,
  };
  if (input.dryRun) return output;
  for (const { path, content } of files) await lounge.workspace.write(path, content);
  const isFenced =
    projects.length === 0 || (environments.every((name) => isLocal(lounge, name)) && (await fence(context, lounge)));
  const written: NewOutput = { ...output, needsBootstrap: !isFenced };
  if (!input.commit) return written;
  const scope = input.service ?? 'lounge';
  const commit = await (
    await lounge.repository()
  ).commitPaths(output.files, `feat(${scope}): overlays for ${environments.join(', ')}\n`, context.actor);
  return { ...written, commit };
}

async function missingOverlay(lounge: Lounge, service: string, environment: string): Promise<readonly NewFile[]> {
  const spec = await readService(lounge, service);
  const path = kustomizationPath(service, environment);
  if (await lounge.workspace.exists(path)) return [];
  return [generateOverlay(lounge.config, spec, environment, await baseImageOf(lounge, spec))];
}

/** The name that the other overlays know the service's image by: a base written by hand may have one of its own. */
async function baseImageOf(lounge: Lounge, spec: ServiceSpec): Promise<string | undefined> {
  for (const environment of Object.keys(lounge.config.environments)) {
    const text = await lounge.workspace.read(kustomizationPath(spec.name, environment));
    if (text === undefined) continue;
    const image = imageNameOf(lounge.config, spec, environment);
    const entries = listOf(readField(parse(text), ['images']));
    const own = entries.find((entry) => readField(entry, ['newName']) === image);
    const name = textOf(readField(own, ['name']));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What an engine is told by bootstrap, where it has nothing yet or does not know a namespace. It is protected: people alone renew it. */
async function missingProjects(
  context: Context,
  { config, workspace }: Lounge,
  environments: readonly string[],
): Promise<readonly NewFile[]> {
  if (context.actor.role !== 'human') return [];
  const engines = [...new Set(environments.map((environment) => config.environments[environment]?.engine ?? ''))];
  const files = engines.map(async (engine) => {
    const path = projectsPath(config, engine);
    const text = await workspace.read(path);
    if (text === undefined) return generateEngineFiles(config, [engine]);
    const isKnown = (namespace: string) => new RegExp(`namespace: ${namespace}$`, 'm').test(text);
    return engineNamespaces(config, engine).every(isKnown) ? [] : [{ path, content: generateProjects(config, engine) }];
  });
  return (await Promise.all(files)).flat();
}

/** The engine of this machine learns of a new namespace at once; a cluster is prepared by whoever owns it. */
async function fence(context: Context, lounge: Lounge): Promise<boolean> {
  try {
    await installLounge(context, lounge.workspace.root);
    return true;
  } catch (error) {
    if (!(error instanceof LoungeError) || error.code === 'CANCELLED') throw error;
    // The overlays are written; the same can be done again by itself.
    context.progress({ kind: 'note', text: `${error.code}: ${error.message}` });
    return false;
  }
}

function isLocal({ config }: Lounge, environment: string): boolean {
  return config.engines[config.environments[environment]?.engine ?? '']?.kind !== 'kubernetes';
}
