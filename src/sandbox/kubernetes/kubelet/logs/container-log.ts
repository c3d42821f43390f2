import { EventEmitter, once } from 'node:events';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

/** Two files of this size at most, whatever a container prints. */
const LARGEST_FILE = 10 * 1024 * 1024;
/** As the runtime: a longer line is written in parts. */
const LONGEST_PART = 16 * 1024;
const NEWLINE = 0x0a;

/**
 * The log of one run of a container: `<time> <stream> F|P <bytes>` a line, as container runtimes write it. A container
 * that prints faster than the disk takes it waits, as on a real node.
 */
export class ContainerLog {
  readonly path: string;
  /** `written` after each write, `closed` once at the end. */
  readonly events = new EventEmitter();
  readonly #now: () => number;
  #file: FileHandle | undefined;
  #size = 0;
  #writing: Promise<void> = Promise.resolve();
  #lastTime = 0n;
  closed = false;

  constructor(path: string, now: () => number) {
    this.path = path;
    this.#now = now;
    this.events.setMaxListeners(0);
  }

  async open(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    this.#file = await open(this.path, 'a', 0o600);
    this.#size = (await this.#file.stat()).size;
  }

  /** Resolves when the stream has ended. */
  async follow(stream: Readable, name: 'stdout' | 'stderr'): Promise<void> {
    let rest: Buffer = Buffer.alloc(0);
    try {
      for await (const chunk of stream) {
        const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
        const { lines, left } = this.#format(bytes, name);
        rest = left;
        if (lines.length > 0) await this.#append(Buffer.concat(lines));
      }
    } catch {
      // The process is gone: what it printed is written.
    }
    if (rest.length > 0) await this.#append(Buffer.concat([this.#head(name, 'F'), rest, Buffer.from('\n')]));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.#writing;
    this.closed = true;
    await this.#file?.close();
    this.events.emit('closed');
  }

  /** Resolves at the next write, the end, or when the signal is aborted. */
  async changed(signal: AbortSignal): Promise<void> {
    if (this.closed || signal.aborted) return;
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    await Promise.race(
      ['written', 'closed'].map(async (event) => await once(this.events, event, { signal: either })),
    ).catch(() => undefined);
    stop.abort();
  }

  #format(bytes: Buffer, name: string): { lines: Buffer[]; left: Buffer } {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      this.#parts(lines, name, bytes, from, end);
      lines.push(
        this.#head(name, 'F'),
        bytes.subarray(from > end - LONGEST_PART ? from : partStart(from, end), end + 1),
      );
      from = end + 1;
    }
    for (; bytes.length - from > LONGEST_PART; from += LONGEST_PART) {
      lines.push(this.#head(name, 'P'), bytes.subarray(from, from + LONGEST_PART), Buffer.from('\n'));
    }
    return { lines, left: Buffer.from(bytes.subarray(from)) };
  }

  /** The full parts of a line before its last. */
  #parts(lines: Buffer[], name: string, bytes: Buffer, from: number, end: number): void {
    for (let start = from; end - start > LONGEST_PART; start += LONGEST_PART) {
      lines.push(this.#head(name, 'P'), bytes.subarray(start, start + LONGEST_PART), Buffer.from('\n'));
    }
  }

  #head(name: string, tag: 'F' | 'P'): Buffer {
    return Buffer.from(`${this.#time()} ${name} ${tag} `);
  }

  /** RFC 3339 with nanoseconds, never twice the same. */
  #time(): string {
    const now = BigInt(Math.trunc(this.#now())) * 1_000_000n;
    this.#lastTime = now > this.#lastTime ? now : this.#lastTime + 1n;
    const seconds = new Date(Number(this.#lastTime / 1_000_000n)).toISOString().slice(0, 19);
    return `${seconds}.${String(this.#lastTime % 1_000_000_000n).padStart(9, '0')}Z`;
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#writing = this.#writing.then(async () => await this.#write(bytes));
    await this.#writing;
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      if (this.#size > 0 && this.#size + bytes.length > LARGEST_FILE) await this.#rotate();
      await this.#file?.appendFile(bytes);
      this.#size += bytes.length;
    } catch {
      // A full disk must not end the container: the log has a hole.
    }
    this.events.emit('written');
  }

  async #rotate(): Promise<void> {
    await rename(this.path, `${this.path}.1`);
    await this.#file?.close();
    this.#file = await open(this.path, 'a', 0o600);
    this.#size = 0;
  }
}

function partStart(from: number, end: number): number {
  return from + Math.floor((end - from - 1) / LONGEST_PART) * LONGEST_PART;
}
