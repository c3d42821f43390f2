import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../exec.ts';
import type { IsolatedCommand, IsolationLevel, NamespaceMode } from './contract.ts';
import { outsideEnvironment } from './inside-command.ts';
import { namespaceCommand } from './namespace-command.ts';
import { prepareStage } from './prepare-stage.ts';
import { removeTree } from './remove-tree.ts';

export interface Isolation extends IsolationLevel {
  /** Only with `full`. */
  readonly mode?: NamespaceMode;
}

/** By device: what works in one folder of a file system works in all. */
const known = new Map<number, Promise<Isolation>>();
const TRIAL_MS = 10_000;

/**
 * What this machine can do, found by doing it once: a command in a root of its own below `folder` (overlay does not
 * work on every file system). `LOUNGE_ISOLATION=process` forces the lower level.
 */
export async function detectIsolation(folder: string = tmpdir()): Promise<Isolation> {
  if (process.env.LOUNGE_ISOLATION === 'process') {
    return { level: 'process', reason: 'LOUNGE_ISOLATION=process asks for plain processes.' };
  }
  const { dev } = await stat(folder);
  const found = known.get(dev) ?? detect(folder);
  known.set(dev, found);
  return await found;
}

async function detect(folder: string): Promise<Isolation> {
  if (process.platform !== 'linux') return bare(`namespaces need Linux, this is ${process.platform}`);
  const modes: NamespaceMode[] = process.geteuid?.() === 0 ? ['root', 'user'] : ['user'];
  const reasons: string[] = [];
  for (const mode of modes) {
    const reason = await tryMode(mode, folder);
    if (reason === undefined) return { level: 'full', mode };
    reasons.push(reason);
  }
  return bare(reasons.join('; '));
}

function bare(reason: string): Isolation {
  return {
    level: 'process',
    reason: `Pods run as plain processes of this machine, with its files and network: ${reason}.`,
  };
}

/** Undefined when it worked, else why not. */
async function tryMode(mode: NamespaceMode, folder: string): Promise<string | undefined> {
  const trial = await mkdtemp(join(folder, 'isolation-'));
  try {
    const command: IsolatedCommand = {
      root: join(trial, 'root'),
      command: ['/bin/sh', '-c', 'echo isolated > /proof'],
      environment: {},
      workingDirectory: '/',
      binds: [],
      network: 'none',
    };
    const [program = '', ...args] = namespaceCommand(command, mode, await prepareStage(command, mode));
    const options = { cwd: trial, env: outsideEnvironment(command), cleanEnvironment: true, timeoutMs: TRIAL_MS };
    const { exitCode, stderr } = await exec(program, args, options);
    if (exitCode === 0) return undefined;
    const [why] = stderr.trim().split('\n');
    return why ? why.slice(0, 200) : `the trial ended with ${exitCode}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await removeTree(trial);
  }
}
