import { LoungeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster, LogLine, LogOptions } from '../../../ports/cluster.ts';
import type { ContainerState } from './container-states.ts';
import type { Emit } from './emitter.ts';
import type { ContainerBudget } from './log-budget.ts';
import { createLogCursor } from './log-cursor.ts';
import { pause } from './repeat.ts';
import type { Turns } from './turns.ts';

export interface ContainerLogOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly budget: ContainerBudget;
  /** Streams open at once, over all pods. */
  readonly turns: Turns;
}

const RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
const MARK_MS = 2000;
/** How long a verdict may wait for the words that explain it. */
const LAST_WORDS_MS = 250;

/** The log of one container over all its starts: a stream that breaks goes on where it was, each line is told once. */
export class ContainerLog {
  private readonly options: ContainerLogOptions;
  private readonly cursor = createLogCursor();
  private state: ContainerState | undefined;
  private isGone = false;
  private wake = new AbortController();
  private markedAt = 0;
  private read = -1;
  private awaited: PromiseWithResolvers<void> | undefined;

  constructor(options: ContainerLogOptions) {
    this.options = options;
  }

  /** What the pod says of the container now. */
  update(state: ContainerState): void {
    if (state.start === this.state?.start && state.running === this.state?.running) return;
    this.state = state;
    this.wake.abort();
  }

  /** Until the present start is read to its end; at most a moment, and only the first time that somebody asks. */
  lastWords(): Promise<void> | undefined {
    if (this.awaited !== undefined) return undefined;
    this.awaited = Promise.withResolvers<void>();
    if (this.read >= (this.state?.start ?? 0)) return undefined;
    const { clock, signal } = this.options;
    return Promise.race([this.awaited.promise, pause(clock, LAST_WORDS_MS, signal)]);
  }

  /** The pod was deleted: what is left of the log may still come, but nothing will be asked again. */
  end(): void {
    this.isGone = true;
    this.wake.abort();
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.options.signal.aborted;) {
      const start = this.state?.start;
      if (start === undefined || start <= this.read) {
        if (this.isGone) return;
        await this.change();
        continue;
      }
      const finished = await this.readStart(start, start > this.read + 1);
      failures = finished ? 0 : failures + 1;
      // Ended although it runs: the server closed the stream. Refused: it is asked again.
      if (finished && !(this.state?.start === start && this.state.running)) this.finish(start);
      else if (this.isGone) return;
      else await this.change(Math.min(RETRY_MS * 2 ** failures, LONGEST_RETRY_MS));
    }
  }

  private finish(start: number): void {
    this.read = start;
    this.awaited?.resolve();
  }

  /** Until the pod tells something new, at most `ms`. */
  private async change(ms = 3_600_000): Promise<void> {
    if (this.wake.signal.aborted) this.wake = new AbortController();
    await pause(this.options.clock, ms, AbortSignal.any([this.options.signal, this.wake.signal]));
  }

  /** Whether the stream came to its end. With `missed` the start before is read first, as it ended before anybody looked. */
  private async readStart(start: number, missed: boolean): Promise<boolean> {
    const endTurn = await this.options.turns.take();
    try {
      this.wake = new AbortController();
      if (missed && start > 0) await this.stream({ previous: true });
      return await this.stream({ follow: true });
    } finally {
      endTurn();
      this.mark(true);
    }
  }

  private async stream(how: Pick<LogOptions, 'follow' | 'previous'>): Promise<boolean> {
    const { cluster, namespace, pod, container, signal } = this.options;
    this.cursor.restart();
    try {
      await cluster.logs(namespace, pod, { ...how, container, sinceTime: this.cursor.time(), signal }, (line) =>
        this.tell(line),
      );
      return true;
    } catch (error) {
      if (error instanceof LoungeError || signal.aborted) return false;
      throw error;
    }
  }

  private tell(line: LogLine): void {
    if (!this.cursor.advance(line) || this.options.signal.aborted) return;
    const { pod, container } = this.options;
    if (this.options.budget.take(line.line))
      this.options.emit({ type: 'log', pod, container, time: line.time, line: line.line });
    else this.mark(false);
  }

  /** Says how much was left out, now and then and at the end: a gap in a log is a fact as well. */
  private mark(now: boolean): void {
    const time = this.options.clock.now();
    if (!now && time - this.markedAt < MARK_MS) return;
    const omitted = this.options.budget.omitted();
    if (omitted === 0) return;
    this.markedAt = time;
    const { pod, container } = this.options;
    this.options.emit({
      type: 'log',
      pod,
      container,
      time: this.cursor.time(),
      line: `(${omitted} lines left out: too many)`,
      omitted,
    });
  }
}
