import type { ExecResult, RunningProcess } from '../../../platform/exec.ts';
import { createBatchParser, type GitObject } from './parse-batch.ts';

/** Reads objects by their names (`<hash>`, `<hash>:<path>`, `<hash>^{tree}`). */
export interface ObjectReader {
  /** Undefined for what is not there. Rejects with what `failed` makes of the end of git. */
  read(name: string): Promise<GitObject | undefined>;
}

export interface ObjectReaderOptions {
  /** Starts `git cat-file --batch`. */
  readonly start: () => RunningProcess;
  /** Contents that are larger are not kept, in bytes. */
  readonly mostBytes: number;
  /** The error for git having ended before it answered. */
  readonly failed: (result: Pick<ExecResult, 'stderr' | 'stdout' | 'exitCode'>) => Promise<Error>;
}

/** Without a question for so long, git is let go. */
const IDLE_MS = 1000;
const MOST_STDERR = 10_000;

interface Asked {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** One git answers many questions: to start it for each would cost more than the answer. It never keeps this process alive. */
export function createObjectReader(options: ObjectReaderOptions): ObjectReader {
  let batch: Batch | undefined;
  return {
    read: async (name) => {
      if (batch === undefined || batch.hasEnded) batch = new Batch(options);
      return await batch.ask(name);
    },
  };
}

class Batch {
  hasEnded = false;
  readonly #process: RunningProcess;
  readonly #asked: Asked[] = [];
  #idle: NodeJS.Timeout | undefined;

  constructor({ start, mostBytes, failed }: ObjectReaderOptions) {
    this.#process = start();
    let stderr = '';
    this.#process.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(0, MOST_STDERR)));
    this.#process.stdout?.on(
      'data',
      createBatchParser(mostBytes, (object) => this.#answer(object)),
    );
    void this.#process.exited.then(async ({ exitCode = 128 }) => {
      this.hasEnded = true;
      clearTimeout(this.#idle);
      const asked = this.#asked.splice(0);
      if (asked.length === 0) return;
      const error = await failed({ stderr, stdout: '', exitCode });
      for (const { reject } of asked) reject(error);
    });
  }

  async ask(name: string): Promise<GitObject | undefined> {
    clearTimeout(this.#idle);
    this.#process.ref();
    return await new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#process.stdin?.write(`${name}\n`);
    });
  }

  #answer(object: GitObject | undefined): void {
    this.#asked.shift()?.resolve(object);
    if (this.#asked.length > 0) return;
    this.#process.unref();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  #end(): void {
    this.hasEnded = true;
    this.#process.stdin?.end();
  }
}
