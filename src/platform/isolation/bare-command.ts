import { cp, lstat, mkdir, readdir, rmdir, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { exists } from '../files.ts';
import type { IsolatedCommand } from './contract.ts';
import { findInLayers } from './find-in-layers.ts';

export interface BareCommand {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/**
 * The command on the bare machine: the image's files in a folder, binds as links in it, and paths of the command line,
 * of PATH and of the working directory moved into it where they exist there. Paths inside the program stay as they are.
 */
export async function bareCommand(command: IsolatedCommand): Promise<BareCommand> {
  const root = await materialize(command);
  for (const bind of command.binds) await link(root, bind.source, bind.target);
  const cwd = join(root, (await findInLayers([{ folder: root, at: '/' }], command.workingDirectory)).path);
  await mkdir(cwd, { recursive: true });
  const path = (command.environment.PATH ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter);
  const [program = '', ...args] = command.command;
  return {
    command: [await moved(root, program), ...(await Promise.all(args.map(async (part) => await moved(root, part))))],
    environment: { ...command.environment, PATH: [...path.map((part) => join(root, part)), ...path].join(delimiter) },
    cwd,
  };
}

async function materialize({ root }: IsolatedCommand): Promise<string> {
  if (typeof root === 'string') return root;
  await mkdir(root.upper, { recursive: true });
  if ((await readdir(root.upper)).length > 0) return root.upper;
  for (const layer of root.lower.toReversed()) {
    await cp(layer, root.upper, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  return root.upper;
}

/** Where the image has something at the place (a folder that a volume covers), it stays: a link cannot cover it. */
async function link(root: string, source: string, target: string): Promise<void> {
  const place = join(root, (await findInLayers([{ folder: root, at: '/' }], target)).path);
  if (await exists(place)) {
    const isEmpty = (await lstat(place)).isDirectory() && (await readdir(place)).length === 0;
    if (!isEmpty) return;
    await rmdir(place);
  }
  await mkdir(dirname(place), { recursive: true });
  await symlink(source, place);
}

async function moved(root: string, part: string): Promise<string> {
  if (!part.startsWith('/')) return part;
  const inside = join(root, (await findInLayers([{ folder: root, at: '/' }], part)).path);
  return (await exists(inside)) ? inside : part;
}
