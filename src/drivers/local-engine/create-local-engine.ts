import { open, readFile, readdir, rm, watch } from 'node:fs/promises';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { LoungeError } from '../../domain/errors.ts';
import { start } from '../../platform/exec.ts';
import { isErrno, readTextIfExists, writeFileAtomic } from '../../platform/files.ts';
import type { LocalEngine, LocalEngineStatus } from '../../ports/local-engine.ts';
import type { Machine } from '../../ports/machine.ts';
import {
  engineFiles,
  readState,
  recordedPassword,
  recordedPorts,
  isFree,
  type EngineFiles,
  type EnginePorts,
  type EngineState,
} from './engine-folder.ts';

export const ENGINE_USER = 'lounge';
/** Path of the repository on the engine's git server. */
export const ENGINE_REPOSITORY = 'lounge.git';
const COMES_UP_MS = 20_000;
const GOES_DOWN_MS = 40_000;

export interface LocalEngineOptions {
  /** Absolute; everything the engine keeps. */
  readonly folder: string;
  readonly machine: Machine;
  /** How the daemon is started: program and arguments; the options file is appended. */
  readonly daemon: readonly [command: string, ...args: string[]];
  /** The gate that every push must pass: program and arguments. */
  readonly gate: readonly [command: string, ...args: string[]];
  /** kustomize: program and arguments. Throws TOOL_MISSING. */
  readonly kustomize: () => Promise<readonly [command: string, ...args: string[]]>;
  /** Whose Services are published, and under which domain. */
  readonly published: () => Promise<{ readonly namespace: string; readonly domain: string }>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** The engine as a background process of this machine, found again by its state file. */
export function createLocalEngine(options: LocalEngineOptions): LocalEngine {
  const files = engineFiles(options.folder);
  const status = async () => await statusOf(files, options.machine);
  return {
    status,
    up: async (request = {}) =>
      await withLock(files, options.machine, async () => await bringUp(files, options, request)),
    down: async () => await withLock(files, options.machine, async () => await takeDown(files, options.machine)),
    reset: async () => {
      await withLock(files, options.machine, async () => {
        await takeDown(files, options.machine);
      });
      await forget(files);
      return await status();
    },
  };
}

/** All but ports and password: lounge.yaml, .env, image names and the git remote hold them. */
async function forget(files: EngineFiles): Promise<void> {
  const kept = new Set([files.ports, files.password]);
  for (const name of await readdir(files.folder)) {
    const path = join(files.folder, name);
    if (!kept.has(path)) await rm(path, { recursive: true, force: true });
  }
}

async function statusOf(files: EngineFiles, machine: Machine): Promise<LocalEngineStatus> {
  const state = await readState(files);
  const alive = state !== undefined && (await machine.isRunning(state.processMark));
  const ports = await readTextIfExists(files.ports).then((text) =>
    text === undefined ? undefined : recordedPorts(files),
  );
  const url = (port: number | undefined) => (port === undefined ? '' : `http://127.0.0.1:${port}`);
  return {
    state: alive ? 'running' : state === undefined ? 'stopped' : 'broken',
    kubeconfig: files.kubeconfig,
    registry: {
      url: ports === undefined ? '' : `127.0.0.1:${ports.registry}`,
      user: ENGINE_USER,
      passwordFile: files.password,
    },
    git: {
      url: ports === undefined ? '' : `${url(ports.git)}/${ENGINE_REPOSITORY}`,
      credentialFile: files.gitCredentials,
    },
    gateway: { url: url(ports?.gateway) },
    isolation: alive ? state.isolation : '',
    folder: files.folder,
    pid: alive ? state.pid : null,
  };
}

async function bringUp(
  files: EngineFiles,
  options: LocalEngineOptions,
  request: { foreground?: boolean; signal?: AbortSignal },
): Promise<LocalEngineStatus> {
  const before = await statusOf(files, options.machine);
  if (before.state === 'running') return before;
  if (process.platform !== 'linux') throw new LoungeError('ENGINE_PLATFORM', { platform: process.platform });
  await refuseUsedPorts(await recordedPorts(files));
  await writeOptions(files, options);
  await rm(files.state, { force: true });
  const started = startDaemon(files, options, request.foreground === true);
  const state = await comesUp(files, started.exited);
  if (request.foreground === true) await stayWith(started, request.signal);
  else if (state === undefined)
    throw new LoungeError('ENGINE_FAILED', { problem: await lastLine(files.log), log: files.log });
  return await statusOf(files, options.machine);
}

/** The ports are written into image names and remotes, so another program that took one must give it back. */
async function refuseUsedPorts(ports: EnginePorts): Promise<void> {
  for (const port of Object.values(ports))
    if (!(await isFree(port))) throw new LoungeError('PORT_IN_USE', { port }, { retryable: true });
}

async function writeOptions(files: EngineFiles, options: LocalEngineOptions): Promise<void> {
  const ports = await recordedPorts(files);
  const password = await recordedPassword(files);
  await writeFileAtomic(files.gitCredentials, `http://${ENGINE_USER}:${password}@127.0.0.1:${ports.git}\n`, 0o600);
  const body = {
    files,
    ports,
    user: ENGINE_USER,
    repository: ENGINE_REPOSITORY,
    gate: options.gate,
    unjudgedRefs: 'refs/lounge/',
    kustomize: await options.kustomize(),
    ...(await options.published()),
  };
  await writeFileAtomic(files.options, JSON.stringify(body, null, 2), 0o600);
}

function startDaemon(files: EngineFiles, options: LocalEngineOptions, foreground: boolean) {
  mkdirSync(files.folder, { recursive: true });
  const [command, ...args] = options.daemon;
  const log = openSync(files.log, 'a', 0o600);
  try {
    return start(command, [...args, files.options], {
      cwd: files.folder,
      env: { ...options.environment },
      detached: !foreground,
      stdio: foreground ? ['ignore', 'inherit', 'inherit'] : ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** The state file of the daemon once it is written; undefined when the daemon ended or took too long. */
async function comesUp(files: EngineFiles, exited: Promise<unknown>): Promise<EngineState | undefined> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), COMES_UP_MS);
  void exited.then(() => stop.abort());
  try {
    return await waitForFile(files, stop.signal, (state) => state !== undefined);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function waitForFile(
  files: EngineFiles,
  signal: AbortSignal,
  wanted: (state: EngineState | undefined) => boolean,
): Promise<EngineState | undefined> {
  try {
    const changes = watch(files.folder, { signal });
    const first = await readState(files);
    if (wanted(first)) return first;
    for await (const _ of changes) {
      const state = await readState(files);
      if (wanted(state)) return state;
    }
  } catch (error) {
    if (!isErrno(error, 'ABORT_ERR')) throw error;
  }
  return await readState(files);
}

async function stayWith(started: ReturnType<typeof start>, signal: AbortSignal | undefined): Promise<void> {
  signal?.addEventListener('abort', () => started.kill('SIGTERM'), { once: true });
  await started.exited;
}

async function takeDown(files: EngineFiles, machine: Machine): Promise<LocalEngineStatus> {
  const state = await readState(files);
  if (state !== undefined && (await machine.isRunning(state.processMark))) {
    process.kill(state.pid, 'SIGTERM');
    await waitForFile(files, AbortSignal.timeout(GOES_DOWN_MS), (now) => now === undefined);
    if (await machine.isRunning(state.processMark)) process.kill(state.pid, 'SIGKILL');
  }
  await rm(files.state, { force: true });
  return await statusOf(files, machine);
}

/** One process at a time brings an engine up or down; a lock whose process is gone is taken over. */
async function withLock<T>(files: EngineFiles, machine: Machine, act: () => Promise<T>): Promise<T> {
  mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  await takeLock(files, machine);
  try {
    return await act();
  } finally {
    await rm(files.lock, { force: true });
  }
}

async function takeLock(files: EngineFiles, machine: Machine): Promise<void> {
  const until = Date.now() + COMES_UP_MS;
  for (;;) {
    try {
      const handle = await open(files.lock, 'wx', 0o600);
      await handle.writeFile(`${machine.processMark} ${new Date().toISOString()}`);
      await handle.close();
      return;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
    const [mark = '', since = ''] = ((await readTextIfExists(files.lock)) ?? '').split(' ');
    if (mark !== '' && !(await machine.isRunning(mark))) await rm(files.lock, { force: true });
    else if (Date.now() > until) throw new LoungeError('ENGINE_BUSY', { since }, { retryable: true });
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function lastLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}
