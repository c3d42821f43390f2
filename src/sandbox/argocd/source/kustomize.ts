import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../../../platform/exec.ts';
import { refuseRemoteBases } from './refuse-remote-bases.ts';
import { SourceError } from './source-error.ts';

/** The program that builds: `{ command: 'kustomize', args: ['build'] }` or `{ command: 'kubectl', args: ['kustomize'] }`. */
export interface KustomizeCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const TIMEOUT_MS = 60_000;
const LARGEST_OUTPUT = 32 * 1024 * 1024;

/**
 * What kustomize makes of `path` in a checkout. It runs with an empty home, without plugins, and with every
 * way out to the network closed. Throws SourceError with kustomize's own words.
 */
export async function buildKustomization(
  kustomize: KustomizeCommand,
  checkout: string,
  path: string,
  scratch: string,
): Promise<string> {
  await refuseRemoteBases(checkout, path);
  const home = join(scratch, 'home');
  await mkdir(home, { recursive: true });
  const target = join(checkout, path);
  const result = await exec(kustomize.command, [...kustomize.args, target], {
    cwd: checkout,
    env: environment(home),
    cleanEnvironment: true,
    timeoutMs: TIMEOUT_MS,
    maxBytes: LARGEST_OUTPUT,
  });
  if (result.exitCode === 0) return result.stdout;
  if (result.timedOut) throw new SourceError(`\`kustomize build ${path}\` timed out after ${TIMEOUT_MS / 1000} s`);
  if (result.exitCode === 127) throw new SourceError('kustomize could not be started');
  const words = result.stderr.replaceAll(checkout, '<path to cached source>').trim().slice(0, 4000);
  throw new SourceError(
    `\`kustomize build <path to cached source>/${path}\` failed exit status ${result.exitCode}: ${words}`,
  );
}

function environment(home: string): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9';
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    TMPDIR: home,
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    GIT_ALLOW_PROTOCOL: 'none',
    KUBECONFIG: '/dev/null',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
    LANG: 'C.UTF-8',
  };
}
