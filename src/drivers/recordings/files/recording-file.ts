import { open, type FileHandle } from 'node:fs/promises';
import type { TimelineEvent } from '../../../domain/timeline.ts';
import { LoungeError } from '../../../domain/errors.ts';
import { isErrno } from '../../../platform/files.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RecordingWriter } from '../../../ports/recordings.ts';
import { gzipMember, MAX_MEMBER_BYTES } from './gzip-members.ts';

/** What a killed process may lose, in milliseconds. */
const FLUSH_MS = 250;
const FULL_BATCH_BYTES = 256 * 1024;

/** An open recording: lines are gathered for a moment, then appended as one compressed member with one write. */
export class RecordingFile implements RecordingWriter {
  private readonly path: string;
  private readonly handle: FileHandle;
  private readonly clock: Clock;
  private readonly closing = new AbortController();
  private lines: Buffer[] = [];
  private bytes = 0;
  private waiting = false;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;

  private constructor(path: string, handle: FileHandle, clock: Clock) {
    this.path = path;
    this.handle = handle;
    this.clock = clock;
  }

  /** Goes on at `end`; what an interrupted process left behind it is cut off. */
  static async open(path: string, end: number, clock: Clock): Promise<RecordingFile> {
    const handle = await open(path, 'a', 0o600);
    await handle.truncate(end);
    return new RecordingFile(path, handle, clock);
  }

  write(event: TimelineEvent): void {
    this.add(event);
  }

  add(value: object): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    if (line.length > MAX_MEMBER_BYTES || this.failure !== undefined) return;
    if (this.bytes + line.length > FULL_BATCH_BYTES) this.flush();
    this.lines.push(line);
    this.bytes += line.length;
    if (this.waiting) return;
    this.waiting = true;
    const flush = () => {
      this.waiting = false;
      this.flush();
    };
    void this.clock.sleep(FLUSH_MS, this.closing.signal).then(flush, flush);
  }

  /** Throws DISK_FULL when something could not be written. */
  async close(): Promise<void> {
    this.closing.abort();
    this.flush();
    await this.writing;
    if (this.failure === undefined) await this.handle.sync().catch((error: unknown) => (this.failure = error));
    await this.handle.close();
    if (isErrno(this.failure, 'ENOSPC'))
      throw new LoungeError('DISK_FULL', { path: this.path }, { cause: this.failure, retryable: true });
    if (this.failure !== undefined) throw this.failure;
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    const member = gzipMember(Buffer.concat(this.lines));
    this.lines = [];
    this.bytes = 0;
    this.writing = this.writing.then(() => this.append(member));
  }

  private async append(member: Buffer): Promise<void> {
    if (this.failure !== undefined) return;
    try {
      await this.handle.appendFile(member);
    } catch (error) {
      this.failure = error;
    }
  }
}
