import { execa, type Options } from 'execa';
import type { Duplex, Readable, Writable } from 'node:stream';
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
  /** What ends it on `signal` or `timeoutMs`. Default SIGTERM, then SIGKILL after five seconds. */
  readonly endSignal?: NodeJS.Signals;
  /** Output kept per stream, in bytes; the process is ended when it prints more. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Called with every line of both streams, redacted, as it arrives. */
  readonly onLine?: (line: string) => void;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 127 when the program was not found; 128 + n after signal n. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
}

/** Runs a program to its end. Never rejects for a non-zero exit: the caller reads `exitCode`. Text is UTF-8. */
export async function exec(command: string, args: readonly string[], options: ExecOptions): Promise<ExecResult> {
  const result = await runProcess(command, args, options, 'utf8');
  return { ...result, stdout: String(result.stdout), stderr: String(result.stderr) };
}

/** As `exec`, with standard output as bytes. */
export async function execBytes(
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<Omit<ExecResult, 'stdout'> & { readonly stdout: Uint8Array }> {
  const result = await runProcess(command, args, options, 'buffer');
  return {
    ...result,
    stdout: result.stdout as Uint8Array,
    stderr: Buffer.from(result.stderr as Uint8Array).toString(),
  };
}

async function runProcess(command: string, args: readonly string[], options: ExecOptions, encoding: 'utf8' | 'buffer') {
  const child = execa(command, [...args], execaOptions(options, encoding));
  if (options.onLine) followLines(child, options.onLine);
  const result = await child;
  return {
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
    exitCode: exitCodeOf(result),
    timedOut: result.timedOut,
    cancelled: result.isCanceled,
  };
}

function execaOptions(options: ExecOptions, encoding: 'utf8' | 'buffer') {
  return {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: options.cleanEnvironment !== true,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : inputOption(options.input)),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.endSignal ? { killSignal: options.endSignal } : {}),
    maxBuffer: options.maxBytes ?? 64 * 1024 * 1024,
    reject: false as const,
    stripFinalNewline: false as const,
    encoding,
  } satisfies Options;
}

function inputOption(input: string | Uint8Array | Readable) {
  return typeof input === 'string' || input instanceof Uint8Array ? { input } : { stdin: input };
}

function exitCodeOf(result: { exitCode?: number; signal?: string; code?: string }): number {
  if (result.exitCode !== undefined) return result.exitCode;
  if (result.code === 'ENOENT' || result.code === 'EACCES') return 127;
  return result.signal === 'SIGINT' ? 130 : result.signal === 'SIGKILL' ? 137 : 143;
}

function followLines(
  child: { iterable(options: { from: 'all' | 'stdout' | 'stderr' }): AsyncIterable<unknown> },
  onLine: (line: string) => void,
): void {
  for (const from of ['stdout', 'stderr'] as const) {
    void (async () => {
      try {
        for await (const line of child.iterable({ from })) onLine(redact(String(line)));
      } catch {
        // The result of the process tells; a broken line stream adds nothing.
      }
    })();
  }
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
  const child = execa(command, [...args], {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: options.cleanEnvironment !== true,
    stdio: [...(options.stdio ?? ['ignore', 'pipe', 'pipe'])] as never,
    detached: options.detached ?? false,
    cleanup: options.detached !== true,
    buffer: false,
    reject: false,
  } as Options);
  if (options.detached) child.nodeChildProcess.unref();
  return {
    pid: child.pid,
    stdin: (child.stdin as Writable | undefined) ?? null,
    stdout: (child.stdout as Readable | undefined) ?? null,
    stderr: (child.stderr as Readable | undefined) ?? null,
    exited: child.then((result) => ({ exitCode: result.exitCode, signal: result.signal })),
    channel: (descriptor) => (child.nodeChildProcess.stdio[descriptor] as Duplex | undefined) ?? undefined,
    kill: (signal) => child.kill(signal),
  };
}
