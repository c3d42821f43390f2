import { posix } from 'node:path';
import { findInLayers, type StackedFolder } from '../../../../platform/isolation/find-in-layers.ts';
import type { ImageConfig } from '../images/image-document.ts';
import { expandVariables } from './container-environment.ts';
import { ContainerFailure } from './container-failure.ts';
import type { ContainerSpec } from './pod-types.ts';

/** The words to run: the pod's command and args over the image's ENTRYPOINT and CMD. */
export function containerCommand(
  container: ContainerSpec,
  { config }: ImageConfig,
  environment: ReadonlyMap<string, string>,
): string[] {
  const own = (words: readonly string[]) => words.map((word) => expandVariables(word, environment));
  const hasCommand = (container.command?.length ?? 0) > 0;
  const hasArgs = (container.args?.length ?? 0) > 0;
  const entrypoint = hasCommand ? own(container.command ?? []) : (config?.Entrypoint ?? []);
  const rest = hasArgs ? own(container.args ?? []) : hasCommand ? [] : (config?.Cmd ?? []);
  const words = [...entrypoint, ...rest];
  if (words.length > 0) return words;
  throw new ContainerFailure('CreateContainerError', 'failed to generate container spec: no command specified');
}

/** Throws what runc says of a program that is not there or cannot be run. */
export async function requireProgram(
  program: string,
  stack: readonly StackedFolder[],
  path: string,
  workingDirectory: string,
): Promise<void> {
  if (program.includes('/')) {
    const reason = await whyNotRunnable(stack, posix.resolve(workingDirectory, program));
    if (reason === 'missing') throw startFailure(`exec: "${program}": stat ${program}: no such file or directory`);
    if (reason !== undefined) throw startFailure(`exec: "${program}": ${reason}`);
    return;
  }
  for (const folder of path.split(':')) {
    if ((await whyNotRunnable(stack, posix.join(folder || '/', program))) === undefined) return;
  }
  throw startFailure(`exec: "${program}": executable file not found in $PATH`);
}

async function whyNotRunnable(stack: readonly StackedFolder[], path: string): Promise<string | undefined> {
  const { stats } = await findInLayers(stack, path);
  if (!stats) return 'missing';
  if (stats.isDirectory()) return 'is a directory';
  return (stats.mode & 0o111) === 0 ? 'permission denied' : undefined;
}

function startFailure(why: string): ContainerFailure {
  const where =
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed';
  return new ContainerFailure(
    'RunContainerError',
    `${where}: unable to start container process: error during container init: ${why}`,
  );
}
