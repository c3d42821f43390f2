import { realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { exec } from '../exec.ts';
import { exists } from '../files.ts';
import type { Bind } from '../isolation/contract.ts';

export type RuntimeName = 'node' | 'python' | 'golang';

/** A language runtime of this machine, shown inside of an image that stands on it, where the official image has it. */
export interface Runtime {
  readonly name: RuntimeName;
  /** `24.21.0` */
  readonly version: string;
  /** Read-only; empty when all of it is under /usr, which shows through anyway. */
  readonly binds: readonly Bind[];
  /** Symbolic links that the image needs so that the commands are found. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

const PROBE_MS = 10_000;

/** The runtime this machine has under this name, or undefined. */
export async function findRuntime(name: RuntimeName): Promise<Runtime | undefined> {
  if (name === 'node') return await findNode();
  return name === 'python' ? await findPython() : await findGo();
}

/** The Node that runs this program, with the npm on PATH. */
async function findNode(): Promise<Runtime> {
  const npm = await findNpm();
  const tools = npm === undefined ? [] : ['npm', 'npx'];
  return {
    name: 'node',
    version: process.versions.node,
    binds: [
      { source: await realpath(process.execPath), target: '/usr/local/bin/node', readOnly: true },
      ...(npm === undefined ? [] : [{ source: npm, target: '/usr/local/lib/node_modules/npm', readOnly: true }]),
    ],
    links: tools.map((tool) => ({
      path: `/usr/local/bin/${tool}`,
      target: `../lib/node_modules/npm/bin/${tool}-cli.js`,
    })),
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

async function findPython(): Promise<Runtime | undefined> {
  const script = 'import sys;print(sys.version.split()[0],sys.base_prefix,sys.executable,sep="\\n")';
  const result = await exec('python3', ['-I', '-c', script], { cwd: '/', timeoutMs: PROBE_MS });
  const [version = '', prefix = '', executable = ''] = result.stdout.trim().split('\n');
  if (result.exitCode !== 0 || prefix === '') return undefined;
  return {
    name: 'python',
    version: version.replace(/[^\d.].*$/, ''),
    // A Python knows its own absolute path, so it keeps it.
    binds: isUnderUsr(prefix) ? [] : [{ source: prefix, target: prefix, readOnly: true }],
    links: ['python', 'python3'].map((name) => ({ path: `/usr/local/bin/${name}`, target: executable })),
  };
}

async function findGo(): Promise<Runtime | undefined> {
  const result = await exec('go', ['env', 'GOVERSION', 'GOROOT'], { cwd: '/', timeoutMs: PROBE_MS });
  const [version = '', root = ''] = result.stdout.trim().split('\n');
  if (result.exitCode !== 0 || !version.startsWith('go')) return undefined;
  const home = await realpath(root);
  const atItsPlace = home === '/usr/local/go';
  const binds = atItsPlace ? [] : [{ source: home, target: '/usr/local/go', readOnly: true }];
  return { name: 'golang', version: version.slice(2), binds, links: [] };
}

function isUnderUsr(folder: string): boolean {
  return folder === '/usr' || folder.startsWith('/usr/');
}
