import { homedir } from 'node:os';
import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import { exec } from '../../../platform/exec.ts';
import { findProgram } from './find-program.ts';
import { packagedKubectl } from './packaged-kubectl.ts';

/** The program that renders: `<path> <...args> <folder>`. */
export interface KustomizeProgram {
  readonly path: string;
  readonly args: readonly string[];
  readonly isPackaged: boolean;
  /** Name, version and origin, for people. */
  describe(): Promise<string>;
}

export interface ProgramSources {
  readonly cacheFolder: string;
  /** PATH when left out. */
  readonly searchPath?: string;
  /** `false`: only what the user installed. */
  readonly packaged?: boolean;
}

const OLDEST_KUBECTL = [1, 27] as const;
const OLDEST_KUSTOMIZE = [5, 0] as const;
const KubectlVersion = z.object({
  clientVersion: z.object({ gitVersion: z.string() }),
  kustomizeVersion: z.string().optional(),
});
type KubectlVersion = z.infer<typeof KubectlVersion>;

/**
 * The packaged kubectl where it runs on this machine: it is known, and some wrappers named kubectl take half a second.
 * Else the user's kubectl (1.27 or later) or kustomize (5 or later). Throws TOOL_MISSING.
 */
export async function findKustomizeProgram(sources: ProgramSources): Promise<KustomizeProgram> {
  const packaged = sources.packaged === false ? undefined : await packagedKubectl(sources.cacheFolder);
  // The packaged one is known to fit: asking for its version would cost every first render 40 ms.
  if (packaged !== undefined) return packagedProgram(packaged);
  const program = (await usersKubectl(sources.searchPath)) ?? (await usersKustomize(sources.searchPath));
  if (program) return program;
  const remedy = 'Install kubectl 1.27 or later (https://kubernetes.io/docs/tasks/tools/) or kustomize 5 or later.';
  const inKorean = 'kubectl 1.27 이상(https://kubernetes.io/ko/docs/tasks/tools/) 또는 kustomize 5 이상을 설치하세요.';
  throw new LoungeError('TOOL_MISSING', { tool: 'kustomize', remedy: { en: remedy, ko: inKorean } });
}

function packagedProgram(path: string): KustomizeProgram {
  return {
    path,
    args: ['kustomize'],
    isPackaged: true,
    describe: async () => describeKubectl(await kubectlVersion(path), 'packaged'),
  };
}

async function usersKubectl(searchPath: string | undefined): Promise<KustomizeProgram | undefined> {
  const path = await findProgram('kubectl', searchPath);
  if (path === undefined) return undefined;
  const version = await kubectlVersion(path);
  if (!version || !isAtLeast(version.clientVersion.gitVersion, OLDEST_KUBECTL)) return undefined;
  return { path, args: ['kustomize'], isPackaged: false, describe: async () => describeKubectl(version, path) };
}

async function kubectlVersion(path: string): Promise<KubectlVersion | undefined> {
  const result = await exec(path, ['version', '--client', '-o', 'json'], {
    cwd: homedir(),
    timeoutMs: 20_000,
    maxBytes: 65_536,
  });
  return result.exitCode === 0 ? KubectlVersion.safeParse(parseJson(result.stdout)).data : undefined;
}

function describeKubectl(version: KubectlVersion | undefined, origin: string): string {
  const { clientVersion, kustomizeVersion } = version ?? { clientVersion: { gitVersion: 'of an unknown version' } };
  return `kubectl ${clientVersion.gitVersion} (kustomize ${kustomizeVersion ?? 'of an unknown version'}, ${origin})`;
}

async function usersKustomize(searchPath: string | undefined): Promise<KustomizeProgram | undefined> {
  const path = await findProgram('kustomize', searchPath);
  if (path === undefined) return undefined;
  const result = await exec(path, ['version'], { cwd: homedir(), timeoutMs: 20_000, maxBytes: 65_536 });
  const version = result.stdout.trim();
  if (result.exitCode !== 0 || !isAtLeast(version, OLDEST_KUSTOMIZE)) return undefined;
  return { path, args: ['build'], isPackaged: false, describe: async () => `kustomize ${version} (${path})` };
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const match = /v?(\d{1,4})\.(\d{1,4})/.exec(version);
  if (!match) return false;
  const found = Number(match[1]) * 10_000 + Number(match[2]);
  return found >= major * 10_000 + minor;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
