import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrno } from '../../../platform/files.ts';

/** A record is one JSON value; it is turned to text only when it is written, away from the caller. */
export type Line = () => string;

export interface JournalOptions {
  readonly path: string;
  /** Lines that replace everything written so far; asked for when nothing is pending. */
  readonly snapshot: () => Line[];
  /** The file is rewritten when it has grown past this many bytes and past twice its last snapshot. */
  readonly compactAbove: number;
}

/** Lines of text in one file: appended in batches, each forced to disk; rewritten from a snapshot when it grew. */
export class Journal {
  readonly #options: JournalOptions;
  #file: FileHandle;
  #size: number;
  #snapshotSize = 0;
  #pending: Line[] = [];
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(options: JournalOptions, file: FileHandle, size: number) {
    this.#options = options;
    this.#file = file;
    this.#size = size;
  }

  /** Never blocks and never throws: what went wrong is told by `flush`, and tried again with the next line. */
  append(line: Line): void {
    this.#pending.push(line);
    this.#writing ??= this.#write();
  }

  /** Resolves when every line appended so far is on disk. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) this.#writing ??= this.#write();
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }

  async #write(): Promise<void> {
    // One turn later, so that the writes of one tick share a batch.
    await Promise.resolve();
    try {
      while (this.#pending.length > 0) {
        await this.#writeBatch();
        if (this.#pending.length === 0 && this.#hasGrown()) await this.#compact();
      }
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#pending;
    this.#pending = [];
    const bytes = Buffer.from(batch.map((line) => `${line()}\n`).join(''));
    try {
      await writeFully(this.#file, bytes, this.#size);
      await this.#file.datasync();
      this.#size += bytes.length;
    } catch (error) {
      this.#pending = [...batch, ...this.#pending];
      throw error;
    }
  }

  #hasGrown(): boolean {
    return this.#size > this.#options.compactAbove && this.#size > 2 * this.#snapshotSize;
  }

  async #compact(): Promise<void> {
    const { path, snapshot } = this.#options;
    const lines = snapshot();
    const next = await open(`${path}.next`, 'w', 0o600);
    const size = await writeLines(next, lines).catch(async (error: unknown) => {
      await next.close();
      throw error;
    });
    await rename(`${path}.next`, path);
    await syncFolder(dirname(path));
    await this.#file.close();
    this.#file = next;
    this.#size = size;
    this.#snapshotSize = size;
  }
}

/** Opens (or makes) the journal and hands every whole line to `read`. A torn last line is cut off. */
export async function openJournal(
  options: JournalOptions,
  read: (line: string, number: number) => void,
): Promise<Journal> {
  await mkdir(dirname(options.path), { recursive: true, mode: 0o700 });
  const content = await readFile(options.path).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  });
  const size = readLines(content, read);
  const file = await open(options.path, content.length === 0 ? 'w+' : 'r+', 0o600);
  await file.truncate(size);
  await syncFolder(dirname(options.path));
  return new Journal(options, file, size);
}

function readLines(content: Buffer, read: (line: string, number: number) => void): number {
  let start = 0;
  for (let number = 1; ; number += 1) {
    const end = content.indexOf(10, start);
    if (end < 0) return start;
    try {
      read(content.toString('utf8', start, end), number);
    } catch (error) {
      if (end === content.length - 1 && error instanceof SyntaxError) return start;
      throw error;
    }
    start = end + 1;
  }
}

const CHUNK_LINES = 200;

async function writeLines(file: FileHandle, lines: readonly Line[]): Promise<number> {
  let size = 0;
  for (let index = 0; index < lines.length; index += CHUNK_LINES) {
    const bytes = Buffer.from(
      lines
        .slice(index, index + CHUNK_LINES)
        .map((line) => `${line()}\n`)
        .join(''),
    );
    await writeFully(file, bytes, size);
    size += bytes.length;
  }
  await file.sync();
  return size;
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
