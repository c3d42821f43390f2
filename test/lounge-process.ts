import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const BINARY = fileURLToPath(new URL('../bin/lounge.js', import.meta.url));

/** The launcher under test: that of this work tree, or of an unpacked package. */
export function launcher(): string {
  return process.env['LOUNGE_TEST_PROGRAM'] ?? BINARY;
}

const ErrorBody = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string(), retryable: z.boolean() }),
});

/** How one call of `lounge` ended. */
export interface LoungeResult {
  /** 128 + n after signal n. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the JSON of an operation's own output schema; throws with everything that was printed. */
  json<T>(schema: z.ZodType<T>): T;
  /** The error of `--json`. */
  error(): z.infer<typeof ErrorBody>['error'];
}

/** One call of `lounge` that runs. */
export interface LoungeProcess {
  readonly pid: number;
  readonly result: Promise<LoungeResult>;
  /** Resolves when a line of standard error holds `text`; rejects with all that was printed when the process ends before. */
  line(text: string): Promise<void>;
  /** To the process alone, as `kill` does. */
  kill(signal: NodeJS.Signals): void;
  /** To the process and everything it started, as a terminal that is closed does. */
  killGroup(signal: NodeJS.Signals): void;
}

export interface StartOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Instead of the binary of this work tree: program and first arguments. */
  readonly program?: readonly [string, ...string[]];
}

/** Starts the real binary in a process group of its own. */
export function startLounge(args: readonly string[], options: StartOptions): LoungeProcess {
  const [program, ...first] = options.program ?? [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    launcher(),
  ];
  const child = spawn(program, [...first, ...args], {
    cwd: options.cwd,
    env: options.environment,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  const result = finish(child, output, args);
  const pid = child.pid ?? 0;
  return {
    pid,
    result,
    line: async (text) => await waitForText(child, output, text, result),
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, signal);
    },
  };
}

const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143, SIGHUP: 129 };

async function finish(
  child: ChildProcess,
  output: { readonly stdout: string; readonly stderr: string },
  args: readonly string[],
): Promise<LoungeResult> {
  // Not `close`: what a killed process started may hold its streams open.
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  await drained(child);
  const { stdout, stderr } = output;
  const describe = () => `lounge ${args.join(' ')}: exit ${code ?? signal}\n${stderr}\n${stdout}`;
  return {
    exitCode: code ?? SIGNALS[signal ?? ''] ?? 1,
    stdout,
    stderr,
    json: (schema) => parse(schema, stdout, describe),
    error: () => parse(ErrorBody, stdout, describe).error,
  };
}

async function drained(child: ChildProcess): Promise<void> {
  const ended = [child.stdout, child.stderr].map(async (stream) => {
    if (stream !== null && !stream.readableEnded) await once(stream, 'end');
  });
  await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
}

function parse<T>(schema: z.ZodType<T>, text: string, describe: () => string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(describe(), { cause: error });
  }
}

async function waitForText(
  child: ChildProcess,
  output: { readonly stderr: string },
  text: string,
  result: Promise<LoungeResult>,
): Promise<void> {
  const stream = child.stderr;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!output.stderr.includes(text)) return;
      stream?.off('data', look);
      resolve();
    };
    stream?.on('data', look);
    look();
    void result.then(() => reject(new Error(`ended before "${text}" was printed:\n${output.stderr}`)));
  });
}
