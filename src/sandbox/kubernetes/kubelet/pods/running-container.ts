import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { ExecResult } from '../../../../platform/exec.ts';
import type { IsolatedCommand } from '../../../../platform/isolation/contract.ts';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import { startIsolated, type IsolatedProcess } from '../../../../platform/isolation/start-isolated.ts';
import { ContainerLog } from '../logs/container-log.ts';
import type { ContainerRecord } from './container-record.ts';
import { createMemoryGroup, type MemoryGroup } from './memory-limit.ts';
import type { NodeContext } from './node-context.ts';
import { parseQuantity } from './parse-quantity.ts';
import type { PreparedContainer } from './prepare-container.ts';
import { watchMemory } from './watch-memory.ts';

export interface ContainerEnd {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly message: string;
}

/** One run of a container. */
export interface RunningContainer {
  /** containerd://… */
  readonly id: string;
  readonly ended: Promise<ContainerEnd>;
  readonly log: ContainerLog;
  run(command: readonly string[], timeoutMs: number): Promise<ExecResult>;
  signal(name: NodeJS.Signals): Promise<void>;
  kill(): void;
}

const MOST_EXEC_OUTPUT = 64 * 1024;

export function logPath(podFolder: string, container: string, restart: number): string {
  return join(podFolder, 'logs', container, `${restart}.log`);
}

/** Starts a prepared container; its root and its process are gone, and its log is whole, when `ended` resolves. */
export async function startContainer(
  context: NodeContext,
  podFolder: string,
  record: ContainerRecord,
  { command, terminationMessage }: PreparedContainer,
): Promise<RunningContainer> {
  const id = randomBytes(32).toString('hex');
  const log = new ContainerLog(logPath(podFolder, record.spec.name, record.restartCount), () => context.clock.now());
  await log.open();
  const limit = parseQuantity(record.spec.resources?.limits?.memory);
  const isHeld = limit !== undefined && context.isolation.mode !== undefined;
  const group = isHeld ? await createMemoryGroup(`${context.groupPrefix}-${id.slice(0, 16)}`, limit) : undefined;
  const running = await startIsolated({ ...command, cgroups: group ? [group.folder] : [] });
  const forget = running.pid === undefined ? undefined : await context.processes.add(running.pid);
  const follow = [
    running.stdout ? log.follow(running.stdout, 'stdout') : Promise.resolve(),
    running.stderr ? log.follow(running.stderr, 'stderr') : Promise.resolve(),
  ];
  const memory = watchOver(context, running, group ? undefined : limit);
  const finish = async (): Promise<ContainerEnd> => {
    const end = await running.exited;
    await Promise.all(follow);
    await log.close();
    const outOfMemory = (await memory.stop()) || (await group?.wasExceeded()) === true;
    await cleanUp(command.root, group, forget);
    return { exitCode: exitCodeOf(end), outOfMemory, message: await terminationMessage().catch(() => '') };
  };
  return { id: `containerd://${id}`, ended: finish(), log, ...controls(running, command) };
}

function controls(
  running: IsolatedProcess,
  command: IsolatedCommand,
): Pick<RunningContainer, 'run' | 'signal' | 'kill'> {
  const { environment, workingDirectory, user } = command;
  const inside = { environment, workingDirectory, ...(user ? { user } : {}) };
  return {
    run: async (words, timeoutMs) =>
      await running.run({ ...inside, command: words }, { timeoutMs, maxBytes: MOST_EXEC_OUTPUT }),
    signal: async (name) => await running.signal(name),
    kill: () => void running.kill('SIGKILL'),
  };
}

async function cleanUp(
  root: PreparedContainer['command']['root'],
  group: MemoryGroup | undefined,
  forget: (() => Promise<void>) | undefined,
): Promise<void> {
  await forget?.();
  await group?.remove();
  if (typeof root !== 'string') await removeTree(root.upper).catch(() => undefined);
}

/** `stop` answers whether the limit was exceeded. */
function watchOver(context: NodeContext, running: IsolatedProcess, limit: number | undefined) {
  const { pid } = running;
  if (limit === undefined || pid === undefined) return { stop: async () => false };
  const watching = new AbortController();
  const exceeded = watchMemory(context.clock, pid, limit, watching.signal).then((isOver) => {
    if (isOver) running.kill('SIGKILL');
    return isOver;
  });
  return {
    stop: async () => {
      watching.abort();
      return await exceeded;
    },
  };
}

function exitCodeOf({
  exitCode,
  signal,
}: {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}): number {
  if (exitCode !== undefined) return exitCode;
  return 128 + (constants.signals[signal as NodeJS.Signals] ?? constants.signals.SIGKILL);
}
