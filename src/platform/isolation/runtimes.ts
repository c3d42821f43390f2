import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { exec } from '../exec.ts';
import { exists } from '../files.ts';
import type { Bind } from './contract.ts';

/** A language runtime of the machine, lent to a container whose image counts on one but does not bring it. */
export interface Runtime {
  readonly name: string;
  /** 24.1.0 */
  readonly version: string;
  /** To be given to the isolated command, read-only. */
  readonly binds: readonly Bind[];
  /** Folders inside that belong in PATH, first. */
  readonly path: readonly string[];
}

/** Where the official image of node has it. */
export const NPM_FOLDER = '/usr/local/lib/node_modules/npm';
const OLDEST_NODE = 24;
const PYTHON_QUESTION =
  'import sys, platform; print(sys.base_prefix, sys.executable, platform.python_version(), sep="\\n")';
const finders: ReadonlyMap<string, () => Promise<Runtime | undefined>> = new Map([
  ['node', findNode],
  ['python', findPython],
  ['go', findGo],
]);
const found = new Map<string, Promise<Runtime | undefined>>();

/** The machine's own `node` (the one that runs this program), `python` or `go`; undefined where there is none. */
export async function findRuntime(name: string): Promise<Runtime | undefined> {
  const known = found.get(name) ?? finders.get(name)?.();
  if (known) found.set(name, known);
  return await known;
}

async function findNode(): Promise<Runtime | undefined> {
  const version = process.versions.node;
  if (Number.parseInt(version, 10) < OLDEST_NODE) return undefined;
  const source = await realpath(process.execPath);
  const npm = await findNpm();
  const npmBind = npm === undefined ? [] : [{ source: npm, target: NPM_FOLDER, readOnly: true }];
  return {
    name: 'node',
    version,
    binds: [{ source, target: '/usr/local/bin/node', readOnly: true }, ...npmBind],
    path: ['/usr/local/bin'],
  };
}

/** The folder of the npm package behind the `npm` on PATH: it comes as a package of its own, and `CMD npm start` is usual. */
async function findNpm(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const script = await realpath(join(folder, 'npm')).catch(() => undefined);
    if (script === undefined || !script.endsWith('.js')) continue;
    const home = dirname(dirname(script));
    if (await exists(join(home, 'bin/npm-cli.js'))) return home;
  }
  return undefined;
}

/** The prefix keeps its own path: what is installed in it (pip) names it. */
async function findPython(): Promise<Runtime | undefined> {
  const answer = await ask('python3', ['-c', PYTHON_QUESTION]);
  const [prefix, executable, version] = answer ?? [];
  if (!prefix || !executable || !version) return undefined;
  const source = await realpath(executable);
  if (prefix !== '/usr') {
    return {
      name: 'python',
      version,
      binds: [{ source: prefix, target: prefix, readOnly: true }],
      path: [join(prefix, 'bin')],
    };
  }
  return {
    name: 'python',
    version,
    binds: [{ source, target: '/usr/local/bin/python', readOnly: true }],
    path: ['/usr/local/bin', '/usr/bin'],
  };
}

async function findGo(): Promise<Runtime | undefined> {
  const [root, version] = (await ask('go', ['env', 'GOROOT', 'GOVERSION'])) ?? [];
  if (!root || !version) return undefined;
  const source = await realpath(root);
  return {
    name: 'go',
    version: version.replace(/^go/, ''),
    binds: [{ source, target: '/usr/local/go', readOnly: true }],
    path: ['/usr/local/go/bin'],
  };
}

async function ask(program: string, args: readonly string[]): Promise<string[] | undefined> {
  const path = await findProgram(program);
  if (path === undefined) return undefined;
  const { stdout, exitCode } = await exec(path, args, { cwd: '/', timeoutMs: 10_000 });
  return exitCode === 0 ? stdout.trim().split('\n') : undefined;
}

async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/local/go/bin', '/usr/bin']) {
    const path = join(folder, name);
    if (
      folder !== '' &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return path;
  }
  return undefined;
}
