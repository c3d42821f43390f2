import { createInterface } from 'node:readline';
import { start, type RunningProcess } from '../../platform/exec.ts';
import type { ArrivingPush, JudgePush, PushJudgement } from './push-channel.ts';

export interface GateOptions {
  /** Program and arguments. It reads one question a line and answers each with a line: `{"id",…ArrivingPush}`, `{"id",…PushJudgement}`. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Without a push for so long, the process is ended. Default 5 minutes. */
  readonly idleMs?: number;
  /** The longest that a push is judged. Default 2 minutes. */
  readonly timeoutMs?: number;
  /** What the process complains of. */
  readonly log?: (line: string) => void;
}

export interface Gate {
  readonly judge: JudgePush;
  /** Has the process ready before it is needed. */
  warm(): void;
  close(): Promise<void>;
}

interface Asked {
  readonly resolve: (judgement: PushJudgement) => void;
  readonly reject: (error: Error) => void;
}

/** The judge of pushes as a process that stays: its start would cost every push half a second. One that ended is started anew. */
export function createGate(options: GateOptions): Gate {
  let running: GateProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  const rest = () => {
    clearTimeout(idle);
    idle = setTimeout(() => running?.end(), options.idleMs ?? 300_000);
    idle.unref();
  };
  const process = (): GateProcess => {
    rest();
    if (running === undefined || running.hasEnded) running = new GateProcess(options);
    return running;
  };
  return {
    warm: () => void process(),
    judge: async (push) => {
      const judgement = await process().ask(push);
      rest();
      return judgement;
    },
    close: async () => {
      clearTimeout(idle);
      running?.end();
      await running?.ended;
    },
  };
}

class GateProcess {
  readonly ended: Promise<void>;
  hasEnded = false;
  readonly #child: RunningProcess;
  readonly #timeoutMs: number;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;

  constructor({ command: [program = '', ...args], folder, environment, timeoutMs = 120_000, log }: GateOptions) {
    this.#timeoutMs = timeoutMs;
    this.#child = start(program, args, {
      cwd: folder,
      env: environment,
      cleanEnvironment: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdin?.on('error', () => this.end());
    if (this.#child.stderr) createInterface({ input: this.#child.stderr }).on('line', (line) => log?.(`gate: ${line}`));
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', (line) => this.#answer(line));
    this.ended = this.#child.exited.then(() => {
      this.hasEnded = true;
      for (const { reject } of this.#asked.values()) reject(new Error('the gate ended'));
    });
  }

  async ask(push: ArrivingPush): Promise<PushJudgement> {
    const id = (this.#lastId += 1);
    const { promise, resolve, reject } = Promise.withResolvers<PushJudgement>();
    const timer = setTimeout(() => reject(new Error('the gate does not answer')), this.#timeoutMs);
    this.#asked.set(id, { resolve, reject });
    this.#child.stdin?.write(`${JSON.stringify({ id, ...push })}\n`);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#asked.delete(id);
    }
  }

  /** No more questions; it ends when it has answered. */
  end(): void {
    this.hasEnded = true;
    this.#child.stdin?.end();
  }

  #answer(line: string): void {
    try {
      const { id, accepted, lines } = JSON.parse(line) as { id: number } & PushJudgement;
      this.#asked.get(id)?.resolve({ accepted: accepted === true, lines });
    } catch {
      // Not an answer: whoever waits is refused by the time limit.
    }
  }
}
