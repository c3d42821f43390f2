import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { historyOperation } from '../src/operations/history/operation.ts';
import { localEngineStatus } from '../src/operations/local-engine/operations.ts';
import { ShipOutput } from '../src/operations/ship/operation.ts';
import { exec } from '../src/platform/exec.ts';
import { startLounge, type LoungeProcess, type LoungeResult } from './lounge-process.ts';

export interface CallOptions {
  /** Folder that the call is made in; the lounge when left out. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

export interface JourneyOptions {
  /** Services made from the template `node`, or [name, template]. */
  readonly services?: readonly (string | readonly [name: string, template: string])[];
  /** Changes of lounge.yaml, line by line: `rehearsal: off`. */
  readonly policy?: Readonly<Record<string, string | number>>;
  /** Environments of the lounge; production alone when left out. */
  readonly environments?: readonly string[];
  /** Without it only the folder is there. */
  readonly lounge?: boolean;
}

/** A lounge with a sandbox of its own in a temporary folder, and the real binary to work in it. */
export class JourneyWorld {
  /** Everything of this world is below it. */
  readonly folder: string;
  /** The lounge. */
  readonly root: string;
  /** TMPDIR of every process. */
  readonly temporary: string;
  readonly #processes: LoungeProcess[] = [];
  #known: ReturnType<JourneyWorld['sandbox']> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.root = join(folder, 'demo');
    this.temporary = join(folder, 'tmp');
  }

  static async make(options: JourneyOptions = {}): Promise<JourneyWorld> {
    const world = new JourneyWorld(await realpath(await mkdtemp(join(tmpdir(), 'journey-'))));
    await mkdir(world.temporary);
    await mkdir(world.root);
    if (options.lounge === false) return world;
    try {
      const environments = (options.environments ?? []).flatMap((name) => ['--environment', name]);
      await world.done(['init', '.', '--soak-seconds', '1', '--time-zone', 'UTC', ...environments], 0);
      if (options.policy !== undefined) await world.setPolicy(options.policy);
      for (const service of options.services ?? ['hello']) {
        const [name, template] = typeof service === 'string' ? [service, 'node'] : service;
        await world.done(['new', name, '--template', template], 0);
      }
      return world;
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
  }

  get environment(): Record<string, string | undefined> {
    return {
      ...process.env,
      TMPDIR: this.temporary,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
      // Node's own cache of compiled modules is of no world.
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      LANG: 'C.UTF-8',
      LC_ALL: undefined,
      LC_MESSAGES: undefined,
      LOUNGE_ACTOR: 'tester',
      LOUNGE_BUILDER: process.env['LOUNGE_BUILDER'] ?? 'embedded',
      VITEST: undefined,
      NODE_OPTIONS: undefined,
    };
  }

  /** Starts `lounge …`; what still runs at the end of the world is killed. */
  start(args: readonly string[], options: CallOptions = {}): LoungeProcess {
    const process = startLounge(args, {
      cwd: options.cwd ?? this.root,
      environment: { ...this.environment, ...options.environment },
      ...(options.input === undefined ? {} : { input: options.input }),
    });
    this.#processes.push(process);
    return process;
  }

  async lounge(args: readonly string[], options: CallOptions = {}): Promise<LoungeResult> {
    return await this.start(args, options).result;
  }

  /** As `lounge`; anything but this exit code is an error that shows what was printed. */
  async done(args: readonly string[], exitCode = 0, options: CallOptions = {}): Promise<LoungeResult> {
    const result = await this.lounge(args, options);
    if (result.exitCode === exitCode) return result;
    throw new Error(
      `lounge ${args.join(' ')}: exit ${result.exitCode}, not ${exitCode}\n${result.stderr}\n${result.stdout}`,
    );
  }

  async ship(service: string, exitCode = 0): Promise<ShipOutput & { readonly stderr: string }> {
    const result = await this.done(['ship', service, '--json'], exitCode);
    return { ...result.json(ShipOutput), stderr: result.stderr };
  }

  /** The user's own git, which knows nothing of lounge; returns the output without the last line end, throws what git said. */
  async git(args: readonly string[], cwd = this.root): Promise<string> {
    const result = await exec('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], {
      cwd,
      env: { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', GIT_CONFIG_NOSYSTEM: '1' },
    });
    if (result.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}${result.stdout}`);
    return result.stdout.replace(/\n$/, '');
  }

  async read(path: string): Promise<string> {
    return await readFile(join(this.root, path), 'utf8');
  }

  async write(path: string, text: string | Uint8Array, root = this.root): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  /** Changes files of the lounge and commits just them. */
  async commit(files: Readonly<Record<string, string | Uint8Array>>, message = 'feat: a change'): Promise<string> {
    for (const [path, text] of Object.entries(files)) await this.write(path, text);
    await this.git(['add', '--', ...Object.keys(files)]);
    await this.git(['commit', '--quiet', '-m', message]);
    return await this.git(['rev-parse', 'HEAD']);
  }

  /** Replaces one text of a file and commits it; throws when it is not there. */
  async edit(path: string, from: string | RegExp, to: string, message?: string): Promise<void> {
    const before = await this.read(path);
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${path} has no ${String(from)}:\n${before}`);
    await this.commit({ [path]: after }, message);
  }

  async setPolicy(policy: Readonly<Record<string, string | number>>): Promise<void> {
    let text = await this.read('lounge.yaml');
    for (const [name, value] of Object.entries(policy)) {
      const line = new RegExp(`^  ${name}: .*$`, 'm');
      text = line.test(text) ? text.replace(line, `  ${name}: ${value}`) : `${text.trimEnd()}\n  ${name}: ${value}\n`;
    }
    await this.commit({ 'lounge.yaml': text }, 'chore: policy');
    await this.git(['pull', '--quiet', '--rebase', 'origin', 'main']).catch(() => undefined);
    await this.git(['push', '--quiet', 'origin', 'main']);
  }

  /** Where the sandbox answers: the same for its whole life. */
  async #addresses() {
    this.#known ??= this.sandbox();
    return await this.#known;
  }

  async sandbox() {
    return (await this.done(['sandbox', 'status', '--json'])).json(localEngineStatus.output);
  }

  /** kill -9 of the sandbox's daemon. */
  async killSandbox(): Promise<void> {
    const { pid } = await this.sandbox();
    if (pid === null) throw new Error('the sandbox does not run');
    process.kill(pid, 'SIGKILL');
  }

  async releases(service: string) {
    return (await this.done(['history', service, '--limit', '500', '--json'])).json(historyOperation.output).releases;
  }

  /** Tags of a service in the registry, without those of rehearsals, sorted. */
  async tags(service: string): Promise<string[]> {
    const { registry } = await this.#addresses();
    const password = (await readFile(registry.passwordFile, 'utf8')).trim();
    const response = await fetch(`http://${registry.url}/v2/ai-lounge/${service}/tags/list`, {
      headers: { authorization: `Basic ${Buffer.from(`${registry.user}:${password}`).toString('base64')}` },
    });
    const { tags } = response.ok ? ((await response.json()) as { tags: string[] | null }) : { tags: [] };
    return (tags ?? []).filter((tag) => !tag.startsWith('rehearsal-')).toSorted();
  }

  /** What a published service answers through the gateway. */
  async answer(service: string, path = '/'): Promise<{ readonly status: number; readonly body: string }> {
    const { gateway } = await this.#addresses();
    const headers = { host: `${service}.demo.localhost` };
    return await new Promise((resolve, reject) => {
      get(`${gateway.url}${path}`, { headers, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      }).on('error', reject);
    });
  }

  /** References of the remote besides its branch, from the remote itself. */
  async remoteReferences(pattern = 'refs/*'): Promise<string[]> {
    const listing = await this.git(['ls-remote', 'origin', pattern]);
    return listing.split('\n').flatMap((line) => line.split('\t')[1] ?? []);
  }

  /** Values of `Lounge-Release` on the remote's branch, newest first. */
  async releaseTrailers(): Promise<string[]> {
    await this.git(['fetch', '--quiet', 'origin', 'main']);
    const log = await this.git([
      'log',
      '--format=%(trailers:key=Lounge-Release,valueonly,separator=%x2C)',
      'FETCH_HEAD',
    ]);
    return log.split('\n').filter((line) => line !== '');
  }

  /** A second clone of the remote, of somebody else. */
  async clone(name: string): Promise<string> {
    const folder = join(this.folder, name);
    const credentials = (await this.sandbox()).git.credentialFile;
    await this.git(
      [
        'clone',
        '--quiet',
        '-c',
        `credential.helper=store --file ${credentials}`,
        await this.git(['remote', 'get-url', 'origin']),
        folder,
      ],
      this.folder,
    );
    return folder;
  }

  /** Processes (other than those of this test) whose command line, folder or environment names this world. */
  processes(): { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .flatMap((name) => {
        const command = readQuietly(`/proc/${name}/cmdline`).replaceAll('\0', ' ');
        const places = [command, readQuietly(`/proc/${name}/environ`), linkQuietly(`/proc/${name}/cwd`)];
        return command !== '' && places.some((text) => text.includes(this.folder))
          ? [{ pid: Number(name), command }]
          : [];
      });
  }

  /** Ends the sandbox by `sandbox reset`, kills what is left, removes the folder; throws when something was left. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const process of this.#processes) process.killGroup('SIGKILL');
    const reset = existsSync(join(this.root, '.lounge/sandbox'))
      ? await this.lounge(['sandbox', 'reset', '-q'])
      : undefined;
    const left = this.processes();
    for (const { pid } of left) killQuietly(pid);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    if (left.length > 0)
      throw new Error(
        `left running after sandbox reset (${reset?.exitCode} ${reset?.stderr}):\n${left.map(({ command }) => command).join('\n')}`,
      );
  }
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkQuietly(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
