import { join } from 'node:path';
import type { Bind } from '../../../platform/isolation/contract.ts';
import { findRuntime, NPM_FOLDER, type Runtime } from '../../../platform/isolation/runtimes.ts';

export type RuntimeName = 'node' | 'python' | 'go';

/** A runtime of this machine as an image stands on it: shown where the official image has it. */
export interface StandIn {
  readonly name: RuntimeName;
  /** `24.21.0` */
  readonly version: string;
  readonly binds: readonly Bind[];
  /** Symbolic links that the image needs so that the commands are found. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

/** The runtime of this machine under this name, or undefined. */
export async function findStandIn(name: RuntimeName): Promise<StandIn | undefined> {
  const runtime = await findRuntime(name);
  if (runtime === undefined) return undefined;
  const { version, binds } = runtime;
  const links = { node: npmLinks, python: pythonLinks, go: () => [] }[name](runtime);
  return { name, version, binds, links };
}

function pythonLinks({ path }: Runtime): StandIn['links'] {
  const target = join(path.at(-1) ?? '/usr/bin', 'python3');
  return ['python', 'python3'].map((name) => ({ path: `/usr/local/bin/${name}`, target }));
}

/** Only where npm came along. */
function npmLinks({ binds }: Runtime): StandIn['links'] {
  if (!binds.some(({ target }) => target === NPM_FOLDER)) return [];
  return ['npm', 'npx'].map((tool) => ({
    path: `/usr/local/bin/${tool}`,
    target: `../lib/node_modules/npm/bin/${tool}-cli.js`,
  }));
}
