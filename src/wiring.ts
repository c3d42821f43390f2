import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { LoungeConfig } from './domain/lounge-config.ts';
import { createLocalEngine } from './drivers/local-engine/create-local-engine.ts';
import { createMachine } from './drivers/machine.ts';
import { findKustomizeProgram } from './drivers/render/kustomize/kustomize-program.ts';
import { createRenders } from './drivers/render/at-commit/create-renders.ts';
import { createKustomizeRenderer } from './drivers/render/kustomize/create-kustomize-renderer.ts';
import { createGitRepository } from './drivers/repository/git/create-git-repository.ts';
import { createPackageTemplates } from './drivers/templates/package-templates.ts';
import { createWeb } from './drivers/web.ts';
import { parseLoungeConfig } from './engine/config/parse-lounge-config.ts';
import { parseOverlayFolder, servicePaths } from './engine/manifest/layout.ts';
import { steadyClock } from './platform/clock.ts';
import { readTextIfExists } from './platform/files.ts';
import { packageRoot, programFile } from './platform/package-root.ts';
import type { LocalRunner } from './ports/local-runner.ts';
import type { Templates } from './ports/templates.ts';
import type { LocalEngine } from './ports/local-engine.ts';
import type { Renderer } from './ports/renderer.ts';
import type { Renders } from './ports/renders.ts';
import type { Repository } from './ports/repository.ts';

const machine = createMachine();

/** Programs that are unpacked once per user. */
const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ai-lounge');

/** This very program, for processes that it starts itself. */
function ownProgram(script: string, ...args: string[]): [string, ...string[]] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', script, ...args];
}

/** The engine of this machine for a lounge. Its gate is this program's own. */
export function localEngineOf(root: string): LocalEngine {
  return createLocalEngine({
    folder: join(root, '.lounge', 'sandbox'),
    machine,
    daemon: ownProgram(programFile('sandbox/main')),
    kustomize: async () => {
      const program = await findKustomizeProgram({ cacheFolder });
      return [program.path, ...program.args];
    },
    published: async () => await publishedAt(root),
    gate: ownProgram(programFile('gate'), root),
  });
}

/** What the gateway publishes; before there is a lounge, what `init` will write. */
async function publishedAt(root: string): Promise<{ namespace: string; domain: string }> {
  const text = await readTextIfExists(join(root, 'lounge.yaml'));
  if (text === undefined) return { namespace: LoungeConfig.shape.namespace.parse(undefined), domain: basename(root) };
  const { namespace, domain } = parseLoungeConfig(text);
  return { namespace, domain };
}

/** The templates that travel with the package. */
export function createTemplates(): Templates {
  return createPackageTemplates(join(packageRoot, 'templates'));
}

/** Runs images without a cluster. */
export async function localRunner(): Promise<LocalRunner> {
  const { createLocalRunner } = await import('./drivers/local-runner/create-local-runner.ts');
  return createLocalRunner();
}

export { createMachine, createWeb };

/** The clone at `root`; git's own helpers know the login of its remote. */
export function repositoryOf(root: string, branch: string): Repository {
  return createGitRepository({ root, branch, clock: steadyClock });
}

/** kustomize of this machine, or the packaged one. */
export function createRenderer(): Renderer {
  return createKustomizeRenderer({ cacheFolder });
}

/** The manifests of the service whose overlay the folder is: an overlay usually needs nothing else. */
function manifestsOf(folder: string): string | undefined {
  const overlay = parseOverlayFolder(folder);
  return overlay === undefined ? undefined : servicePaths(overlay.service).manifests;
}

/** What the commits of a repository render to. */
export function rendersOf(
  repository: Repository,
  options: { readonly renderer?: Renderer; readonly keptIn?: string; readonly trustKept?: boolean } = {},
): Renders {
  return createRenders({ renderer: createRenderer(), ...options, repository, scopeOf: manifestsOf });
}

/** git's variables of a push that is not accepted yet: the new objects are in a quarantine. */
const QUARANTINE = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH'];

/** A push that is not accepted yet: the bare repository, and git's variables by which its objects are seen. */
export interface ArrivingPush {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The bare repository that a push arrives in; by default that whose pre-receive hook runs this process. */
export function receivingRepository(
  push: ArrivingPush = { folder: process.cwd(), environment: process.env },
): Repository {
  const environment = Object.fromEntries(
    QUARANTINE.flatMap((name) => {
      const value = push.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return createGitRepository({ root: push.folder, branch: 'main', clock: steadyClock, environment });
}
