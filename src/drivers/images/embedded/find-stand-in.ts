import { realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { exists } from '../../../platform/files.ts';
import type { Bind } from '../../../platform/isolation/contract.ts';
import { findRuntime, type Runtime } from '../../../platform/isolation/runtimes.ts';

export type RuntimeName = 'node' | 'python' | 'go';

/** A runtime of this machine as an image stands on it: shown where the official image has it. */
export interface StandIn {
  readonly name: RuntimeName;
  /** `24.21.0` */
  readonly version: string;
  /** For commands of the build; a container gets those of the runtime alone. */
  readonly binds: readonly Bind[];
  /** Symbolic links that the image needs so that the commands are found. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

/** The runtime of this machine under this name, or undefined. */
export async function findStandIn(name: RuntimeName): Promise<StandIn | undefined> {
  const runtime = await findRuntime(name);
  if (runtime === undefined) return undefined;
  const { version, binds } = runtime;
  if (name === 'node') return await withNpm(runtime);
  return { name, version, binds, links: name === 'python' ? pythonLinks(runtime) : [] };
}

function pythonLinks({ path }: Runtime): StandIn['links'] {
  const target = join(path.at(-1) ?? '/usr/bin', 'python3');
  return ['python', 'python3'].map((name) => ({ path: `/usr/local/bin/${name}`, target }));
}

/** Node with the npm that is on PATH, which comes as a package of its own. */
async function withNpm({ version, binds }: Runtime): Promise<StandIn> {
  const npm = await findNpm();
  if (npm === undefined) return { name: 'node', version, binds, links: [] };
  const links = ['npm', 'npx'].map((tool) => ({
    path: `/usr/local/bin/${tool}`,
    target: `../lib/node_modules/npm/bin/${tool}-cli.js`,
  }));
  return {
    name: 'node',
    version,
    binds: [...binds, { source: npm, target: '/usr/local/lib/node_modules/npm', readOnly: true }],
    links,
  };
}

/** The folder of the npm package behind the `npm` on PATH. */
async function findNpm(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const script = await realpath(join(folder, 'npm')).catch(() => undefined);
    if (script === undefined || !script.endsWith('.js')) continue;
    const home = dirname(dirname(script));
    if (await exists(join(home, 'bin/npm-cli.js'))) return home;
  }
  return undefined;
}
