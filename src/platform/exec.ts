import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable, type Duplex, type Writable } from 'node:stream';
import { redact } from './redact.ts';

/** How a process is started: always an argument array and an explicit folder, never a shell. */
export interface ExecOptions {
  readonly cwd: string;
  /** Added to (or, with `cleanEnvironment`, used instead of) the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cleanEnvironment?: boolean;
  /** Secrets go to a process by its standard input, never as an argument. */
  readonly input?: string | Uint8Array | Readable;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** What ends it on `signal`, `timeoutMs` or too much output. Default SIGTERM; SIGKILL follows after five seconds. */
  readonly endSignal?: NodeJS.Signals;
  /** Output kept per stream, in bytes; the process is ended when it prints more. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Called with every line of both streams, redacted, as it arrives. */
  readonly onLine?: (line: string) => void;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 127 when the program was not found, 126 when it cannot be called so; 128 + n after signal n. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
}

/** Runs a program to its end. Never rejects for a non-zero exit: the caller reads `exitCode`. Text is UTF-8. */
export async function exec(command: string, args: readonly string[], options: ExecOptions): Promise<ExecResult> {
  if (isAborted(options)) return neverStarted(143, '');
  if ([command, ...args].some((word) => word.includes('\0'))) return neverStarted(126, 'an argument holds a NUL byte');
  const stdin = options.input === undefined ? 'ignore' : 'pipe';
  const process = startProcess(command, args, { ...options, stdio: [stdin, 'pipe', 'pipe'] });
  const { child } = process;
  const ending = endEarly(child, options);
  feed(child, options.input);
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collect(stream, options, ending.end));
  const { exitCode, problem } = await process.ended;
  ending.dispose();
  const said = Buffer.concat(stderr ?? []).toString();
  return {
    stdout: Buffer.concat(stdout ?? []).toString(),
    stderr: problem === undefined ? said : problem,
    exitCode,
    timedOut: ending.timedOut(),
    cancelled: isAborted(options) && exitCode !== 0,
  };
}

function isAborted({ signal }: ExecOptions): boolean {
  return signal?.aborted === true;
}

function neverStarted(exitCode: number, stderr: string): ExecResult {
  return { stdout: '', stderr, exitCode, timedOut: false, cancelled: stderr === '' };
}

/** How long a process may take to end by itself after it was asked to. */
const GRACE_MS = 5000;
/** How long what it printed before it was ended may still be on its way. */
const LAST_WORDS_MS = 200;

function endEarly(child: ChildProcess, { signal, timeoutMs, endSignal = 'SIGTERM' }: ExecOptions) {
  let late = false;
  let grace: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill(endSignal);
    if (grace !== undefined) return;
    grace = setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    // Children of its own may hold the streams open for as long as they like.
    child.once('exit', () => void setTimeout(() => closeOutput(child), LAST_WORDS_MS));
  };
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          end();
        }, timeoutMs);
  signal?.addEventListener('abort', end);
  const dispose = () => {
    clearTimeout(timer);
    clearTimeout(grace);
    signal?.removeEventListener('abort', end);
  };
  return { end, dispose, timedOut: () => late };
}

function closeOutput({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

function feed({ stdin }: ChildProcess, input: ExecOptions['input']): void {
  if (stdin === null || input === undefined) return;
  if (input instanceof Readable) input.pipe(stdin);
  else stdin.end(input);
}

function collect(stream: Readable | null, options: ExecOptions, tooMuch: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let room = options.maxBytes ?? 64 * 1024 * 1024;
  stream?.on('data', (chunk: Buffer) => {
    if (room > 0) chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room < 0) tooMuch();
  });
  const { onLine } = options;
  if (stream && onLine) createInterface({ input: stream }).on('line', (line) => onLine(redact(line)));
  return chunks;
}

/** A process that lives on: a server, a pod, a followed log. */
export interface RunningProcess {
  readonly pid: number | undefined;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** Resolves when it ended; never rejects. */
  readonly exited: Promise<{ readonly exitCode: number | undefined; readonly signal: string | undefined }>;
  /** The two-way stream behind a further descriptor (3 and up) that was started as a `pipe`. */
  channel(descriptor: number): Duplex | undefined;
  kill(signal?: NodeJS.Signals): boolean;
  /** Whether this process waits for it at its own end: it does until `unref`. */
  ref(): void;
  unref(): void;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cleanEnvironment?: boolean;
  /** `detached`: own session, survives this process. */
  readonly detached?: boolean;
  /** Where each stream goes: a pipe to this process, nowhere, this process's own, or an open file descriptor. */
  readonly stdio?: readonly ('pipe' | 'ignore' | 'inherit' | 'ipc' | number)[];
}

/** Starts a program and returns at once. With `detached`, the caller may exit without it. */
export function start(command: string, args: readonly string[], options: StartOptions): RunningProcess {
  const { child, ended } = startProcess(command, args, options);
  if (options.detached) child.unref();
  // Output that nobody reads would keep the process from ending.
  setImmediate(() => {
    for (const stream of [child.stdout, child.stderr]) if (stream?.readableFlowing === null) stream.resume();
  });
  return {
    pid: child.pid,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    exited: ended.then(({ exitCode, signal }) => ({ exitCode: signal === undefined ? exitCode : undefined, signal })),
    channel: (descriptor) => (child.stdio[descriptor] as Duplex | null | undefined) ?? undefined,
    kill: (signal) => child.kill(signal),
    ref: () => handlesOf(child).forEach((handle) => handle.ref()),
    unref: () => handlesOf(child).forEach((handle) => handle.unref()),
  };
}

/** The process and its pipes: each alone would keep this process from ending. */
function handlesOf(child: ChildProcess): readonly { ref(): unknown; unref(): unknown }[] {
  return [child, ...child.stdio.filter((stream) => stream instanceof Socket)];
}

interface End {
  readonly exitCode: number;
  readonly signal: string | undefined;
  /** Why it could not be started. */
  readonly problem: string | undefined;
}

/** Those that end with this process, whatever ends it. */
const companions = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of companions) child.kill('SIGTERM');
});

function startProcess(
  command: string,
  args: readonly string[],
  options: StartOptions,
): { readonly child: ChildProcess; readonly ended: Promise<End> } {
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: { ...(options.cleanEnvironment === true ? {} : process.env), ...options.env },
    stdio: [...(options.stdio ?? ['ignore', 'pipe', 'pipe'])],
    detached: options.detached ?? false,
  });
  if (options.detached !== true) companions.add(child);
  // A stream that breaks is no failure of ours: how the process ended tells.
  for (const stream of child.stdio) stream?.on('error', () => {});
  const ended = new Promise<End>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ exitCode: 127, signal: undefined, problem: error.message });
    });
    child.on('close', (code, signal) =>
      resolve({ exitCode: code ?? exitCodeAfter(signal), signal: signal ?? undefined, problem: undefined }),
    );
  });
  void ended.then(() => companions.delete(child));
  return { child, ended };
}

function exitCodeAfter(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0));
}
