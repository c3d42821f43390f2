import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exec, start, type ExecResult, type RunningProcess, type StartOptions } from '../exec.ts';
import { exists, readTextIfExists } from '../files.ts';
import { bareCommand } from './bare-command.ts';
import type { IsolatedCommand } from './contract.ts';
import { detectIsolation } from './detect-isolation.ts';
import { outsideEnvironment, type InsideCommand } from './inside-command.ts';
import { enterCommand, namespaceCommand } from './namespace-command.ts';
import { prepareStage } from './prepare-stage.ts';
import { removeTree } from './remove-tree.ts';
import type { RunOptions } from './run-isolated.ts';

/** What unshare of util-linux 2.38 says, before it ends with 1, when the command was ended by SIGKILL. */
const KILLED_COMPLAINT = 'sigprocmask unblock failed';

/** Ends a plain process with the one that started it, even by kill -9. */
const SETPRIV = '/usr/bin/setpriv';

export interface IsolatedProcess extends RunningProcess {
  /** The command itself as the machine sees it (`pid` is the program that watches over it); undefined when it ended. */
  innerPid(): Promise<number | undefined>;
  /** To the command. As process 1 it hears only what it handles, but for SIGKILL: as in any container. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Runs another command beside it, in the same root, processes and network. Never rejects for a non-zero exit. */
  run(inside: InsideCommand, options?: RunOptions): Promise<ExecResult>;
}

/**
 * Starts a command in its own root, processes and network, or (level `process`) on the bare machine. Ended at once and
 * with all its children by `kill('SIGKILL')`, and by the end of this process. `exited` has the command's own exit code.
 */
export async function startIsolated(command: IsolatedCommand, stdio?: StartOptions['stdio']): Promise<IsolatedProcess> {
  const upper = typeof command.root === 'string' ? command.root : command.root.upper;
  await mkdir(dirname(upper), { recursive: true });
  const { mode } = await detectIsolation(dirname(upper));
  if (mode === undefined) return await startBare(command, stdio);
  const work = await prepareStage(command, mode);
  const [program = '', ...args] = namespaceCommand(command, mode, work, join(work, 'errors'));
  const running = start(program, args, {
    cwd: '/',
    env: outsideEnvironment(command),
    cleanEnvironment: true,
    ...(stdio ? { stdio } : {}),
  });
  const exited = running.exited.then(async (end) => {
    const errors = (await readTextIfExists(join(work, 'errors'))) ?? '';
    await removeTree(work).catch(() => undefined);
    return errors.includes(KILLED_COMPLAINT) ? { exitCode: undefined, signal: 'SIGKILL' } : end;
  });
  const innerPid = async () => (running.pid === undefined ? undefined : await onlyChild(running.pid));
  return {
    ...running,
    kill: (signal) => killBoth(running, signal),
    exited,
    innerPid,
    signal: async (name) => {
      const pid = await innerPid();
      if (pid !== undefined) sendSignal(pid, name);
    },
    run: async (inside, options = {}) => {
      const pid = await innerPid();
      if (pid === undefined)
        return { stdout: '', stderr: 'the container has ended', exitCode: 126, timedOut: false, cancelled: false };
      const [enter = '', ...words] = enterCommand(pid, inside, mode);
      const env = outsideEnvironment(inside);
      return await exec(enter, words, { ...options, cwd: '/', env, cleanEnvironment: true, endSignal: 'SIGKILL' });
    },
  };
}

/** In a session of its own, so that all its children can be reached. */
async function startBare(command: IsolatedCommand, stdio: StartOptions['stdio']): Promise<IsolatedProcess> {
  const { command: line, environment, cwd } = await bareCommand(command);
  const [program = '', ...args] = (await exists(SETPRIV)) ? [SETPRIV, '--pdeathsig', 'KILL', '--', ...line] : line;
  const running = start(program, args, {
    cwd,
    env: environment,
    cleanEnvironment: true,
    detached: true,
    ...(stdio ? { stdio } : {}),
  });
  const { pid } = running;
  const toAll = (name: NodeJS.Signals) => pid !== undefined && sendSignal(-pid, name);
  const stop = () => void toAll('SIGKILL');
  process.once('exit', stop);
  const exited = running.exited.then((end) => {
    process.off('exit', stop);
    toAll('SIGKILL');
    return end;
  });
  return {
    ...running,
    exited,
    kill: (name = 'SIGTERM') => toAll(name),
    innerPid: async () => pid,
    signal: async (name) => void toAll(name),
    run: async (inside, options = {}) => {
      const bare = await bareCommand({ ...command, ...inside });
      const [path = '', ...words] = bare.command;
      return await exec(path, words, { ...options, cwd: bare.cwd, env: bare.environment, cleanEnvironment: true });
    },
  };
}

/** A change of user unbinds the command from the program that watches over it: it would outlive it. */
function killBoth(running: RunningProcess, signal: NodeJS.Signals | undefined): boolean {
  try {
    const { pid } = running;
    const child = pid === undefined ? undefined : childIn(readFileSync(childrenOf(pid), 'utf8'));
    if (signal === 'SIGKILL' && child !== undefined) sendSignal(child, 'SIGKILL');
  } catch {
    // It has ended.
  }
  return running.kill(signal);
}

function childrenOf(pid: number): string {
  return `/proc/${pid}/task/${pid}/children`;
}

function childIn(children: string): number | undefined {
  const child = Number(children.trim().split(' ')[0]);
  return Number.isInteger(child) && child > 0 ? child : undefined;
}

async function onlyChild(pid: number): Promise<number | undefined> {
  return childIn(await readFile(childrenOf(pid), 'utf8').catch(() => ''));
}

function sendSignal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
