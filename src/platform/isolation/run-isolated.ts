import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exec, type ExecOptions, type ExecResult } from '../exec.ts';
import { bareCommand } from './bare-command.ts';
import type { IsolatedCommand } from './contract.ts';
import { detectIsolation } from './detect-isolation.ts';
import { outsideEnvironment } from './inside-command.ts';
import { namespaceCommand } from './namespace-command.ts';
import { prepareStage } from './prepare-stage.ts';
import { removeTree } from './remove-tree.ts';

export type RunOptions = Pick<ExecOptions, 'input' | 'signal' | 'timeoutMs' | 'maxBytes' | 'onLine'>;

/** Runs an isolated command to its end. Never rejects for a non-zero exit; 127 when the program was not found. */
export async function runIsolated(command: IsolatedCommand, options: RunOptions = {}): Promise<ExecResult> {
  const upper = typeof command.root === 'string' ? command.root : command.root.upper;
  await mkdir(dirname(upper), { recursive: true });
  const { mode } = await detectIsolation(dirname(upper));
  if (mode === undefined) {
    const bare = await bareCommand(command);
    const [program = '', ...args] = bare.command;
    return await exec(program, args, { ...options, cwd: bare.cwd, env: bare.environment, cleanEnvironment: true });
  }
  const [program = '', ...args] = namespaceCommand(command, mode, await prepareStage(command, mode));
  try {
    const env = outsideEnvironment(command);
    return await exec(program, args, { ...options, cwd: '/', env, cleanEnvironment: true, endSignal: 'SIGKILL' });
  } finally {
    await removeTree(`${upper}.work`);
  }
}
