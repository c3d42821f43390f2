import { mkdir } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LoungeError } from '../../domain/errors.ts';
import { withTemporaryFolder } from '../../platform/temporary-folder.ts';
import type { IsolatedCommand } from '../../platform/isolation/contract.ts';
import { findRuntime, type Runtime } from '../../platform/isolation/runtimes.ts';
import { startIsolated, type IsolatedProcess } from '../../platform/isolation/start-isolated.ts';
import { redact } from '../../platform/redact.ts';
import type { LocalRunner, LocalRunRequest } from '../../ports/local-runner.ts';
import { openFileStore } from '../images/embedded/file-store.ts';
import { findUser } from '../images/embedded/image-users.ts';
import { writeRoot } from '../images/embedded/root-folder.ts';
import { RUNTIME_LABEL } from '../images/embedded/stand-in.ts';
import { readLayout, type LayoutContent } from './read-layout.ts';

/** As a pod has by default between SIGTERM and SIGKILL, in milliseconds. */
const GRACE_MS = 30_000;
const LOOKS_EVERY_MS = 50;

/** Runs images in a root of their own on this machine's loopback; the port is handed to the program as PORT. */
export function createLocalRunner(): LocalRunner {
  return {
    run: async (request) =>
      await withTemporaryFolder(async (folder) => {
        const files = openFileStore(join(folder, 'files'));
        const image = await readLayout(request.layoutFolder, files, request.signal);
        const root = join(folder, 'root');
        await mkdir(root);
        await writeRoot(root, image.tree, files, 0);
        const port = await freePort(request.port);
        const user = await findUser(image.tree, files, image.settings.user || '0', 'root');
        const command = await commandOf(request, image, { root, port, user });
        return await follow(request, await startIsolated(command, ['ignore', 'pipe', 'pipe']), port);
      }),
  };
}

interface Place {
  readonly root: string;
  readonly port: number;
  readonly user: { readonly uid: number; readonly gid: number; readonly home: string } | undefined;
}

async function commandOf(
  request: LocalRunRequest,
  { settings }: LayoutContent,
  { root, port, user }: Place,
): Promise<IsolatedCommand> {
  const command = [...(settings.entrypoint ?? []), ...(settings.command ?? [])];
  if (command.length === 0) throw new LoungeError('RUN_NO_COMMAND');
  const runtimes = await runtimesOf(settings.labels.get(RUNTIME_LABEL));
  const image = Object.fromEntries(settings.env);
  return {
    root,
    command,
    environment: { HOME: user?.home ?? '/', ...image, ...request.environment, PORT: String(port), HOST: '127.0.0.1' },
    workingDirectory: settings.workingDirectory || '/',
    ...(user === undefined ? {} : { user: { uid: user.uid, gid: user.gid } }),
    binds: runtimes.flatMap((runtime) => runtime.binds),
    machine: runtimes.length > 0,
    network: 'host',
    hostname: 'run',
  };
}

async function runtimesOf(label: string | undefined): Promise<readonly Runtime[]> {
  const names = (label ?? '').split(',').filter((name) => name !== '');
  return await Promise.all(
    names.map(async (name) => {
      const runtime = await findRuntime(name);
      if (runtime === undefined)
        throw new LoungeError('TOOL_MISSING', {
          tool: name,
          remedy: { en: `Install ${name}.`, ko: `${name}을(를) 설치하세요.` },
        });
      return runtime;
    }),
  );
}

async function follow(request: LocalRunRequest, running: IsolatedProcess, port: number): Promise<{ exitCode: number }> {
  for (const stream of [running.stdout, running.stderr]) if (stream) readLines(stream, request.onLine);
  const stopped = new AbortController();
  const stop = () => void end(running, stopped.signal);
  request.signal.addEventListener('abort', stop, { once: true });
  if (request.signal.aborted) stop();
  void untilListening(port, stopped.signal).then((listens) => {
    if (listens) request.onListening(`http://127.0.0.1:${port}`);
  });
  const { exitCode } = await running.exited;
  stopped.abort();
  request.signal.removeEventListener('abort', stop);
  return { exitCode: exitCode ?? 137 };
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => onLine(redact(line)));
}

/** SIGTERM, and SIGKILL when the grace is over. */
async function end(running: IsolatedProcess, stopped: AbortSignal): Promise<void> {
  await running.signal('SIGTERM');
  const timer = setTimeout(() => running.kill('SIGKILL'), GRACE_MS);
  stopped.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

/** A port that opens cannot be watched from outside: it is tried until it answers or the program has ended. */
async function untilListening(port: number, stopped: AbortSignal): Promise<boolean> {
  while (!stopped.aborted) {
    if (await answers(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
  }
  return false;
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The port that the image is made for, or any other one when it is taken. */
async function freePort(wanted: number): Promise<number> {
  return await bind(wanted).catch(async () => await bind(0));
}

async function bind(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}
