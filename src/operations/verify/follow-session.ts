import { LoungeError } from '../../domain/errors.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { ReleaseHeader, TimelineEvent } from '../../domain/timeline.ts';
import { FINAL_VERDICTS, type Verdict } from '../../domain/verdict.ts';
import type { Judge } from '../../engine/verdict/judge.ts';
import type { Context, Engine } from '../context.ts';
import { describeVerdict } from './describe-verdict.ts';
import { runChecks } from './run-checks.ts';

/** Kinds whose past watch is worthless after an interruption: each is a gap until it is listed anew. */
const WATCHED_KINDS = [
  'Application',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Pod',
  'Service',
  'EndpointSlice',
  'Job',
  'CronJob',
  'Event',
];
/** How long after the deadline something that cannot be observed is waited for, in milliseconds. */
const PATIENCE_MS = 5000;
/** A state that passes within this time (the first lists, a watch that trails) is not worth a line, in milliseconds. */
const WORTH_TELLING_MS = 500;
const REFRESH_TIMEOUT_MS = 10_000;

export type Write = (event: TimelineEvent) => void;

/** One judge, fed by one observation; ends when the verdict is final, the deadline is over, or the caller gives up. */
export class FollowSession {
  readonly #context: Context;
  readonly #engine: Engine;
  readonly #judge: Judge;
  readonly #header: ReleaseHeader;
  readonly #spec: ServiceSpec;
  readonly #write: Write;
  readonly #done = new AbortController();
  #timer: { readonly due: number; readonly cancel: AbortController } | undefined;
  #telling: AbortController | undefined;
  #told = '';
  #refreshed = false;
  #checking = false;

  constructor(parts: {
    context: Context;
    engine: Engine;
    judge: Judge;
    header: ReleaseHeader;
    spec: ServiceSpec;
    write: Write;
  }) {
    this.#context = parts.context;
    this.#engine = parts.engine;
    this.#judge = parts.judge;
    this.#header = parts.header;
    this.#spec = parts.spec;
    this.#write = parts.write;
  }

  /** Takes in what was seen before an interruption; everything watched is unknown since. */
  replay(events: readonly TimelineEvent[]): void {
    for (const event of events) this.#judge.observe(event);
    const at = this.#now();
    for (const kind of WATCHED_KINDS) this.#observe({ at, type: 'gap', kind, reason: 'the observer was interrupted' });
  }

  async follow(): Promise<Verdict> {
    const signal = AbortSignal.any([this.#context.signal, this.#done.signal]);
    const limit = this.#after(this.#remaining(), signal, () => this.#done.abort());
    this.#consider();
    const observing = this.#engine.observer.observe(this.#header, { signal }, (event) => {
      if (this.#done.signal.aborted) return;
      this.#observe(event);
      this.#consider();
    });
    await Promise.race([limit, observing]);
    this.#done.abort();
    this.#timer?.cancel.abort();
    this.#telling?.abort();
    await observing;
    if (this.#context.signal.aborted) throw new LoungeError('CANCELLED');
    return this.#judge.current();
  }

  #observe(event: TimelineEvent): void {
    this.#write(event);
    this.#judge.observe(event);
  }

  /** Time alone may decide, too (the soak is over): then the recording says so, or its replay would end before. */
  #passTime(): void {
    const at = this.#now();
    if (this.#judge.advance(at) !== undefined) this.#write({ at, type: 'time' });
  }

  /** After every fact and every due time: tells a change, does what the judge asks for, ends when the verdict is final. */
  #consider(): void {
    const verdict = this.#judge.current();
    this.#tell(verdict);
    if (verdict.wants === 'refresh') this.#refreshOnce();
    if (verdict.reason === 'CRITERIA_NOT_ASKED' && this.#everythingElseHolds()) void this.#runChecks();
    if (FINAL_VERDICTS.has(verdict.verdict)) this.#done.abort();
    else this.#armTimer();
  }

  #armTimer(): void {
    const due = this.#judge.nextDueAt();
    if (due === this.#timer?.due) return;
    this.#timer?.cancel.abort();
    this.#timer = undefined;
    if (due === undefined) return;
    const cancel = new AbortController();
    this.#timer = { due, cancel };
    void this.#after(Math.max(0, due - this.#now()), cancel.signal, () => {
      this.#timer = undefined;
      if (this.#done.signal.aborted) return;
      this.#passTime();
      this.#consider();
    });
  }

  /** Argo CD compares anew; what comes of it is seen by the watch. */
  #refreshOnce(): void {
    if (this.#refreshed) return;
    this.#refreshed = true;
    const { delivery } = this.#engine;
    const options = { timeoutMs: REFRESH_TIMEOUT_MS, signal: this.#done.signal };
    void delivery.refresh(this.#header.application, options).catch(() => undefined);
  }

  #everythingElseHolds(): boolean {
    return this.#judge.explain().every((rule) => !rule.applies || rule.rule === 'C1');
  }

  /** The acceptance checks, once everything else holds; what they find is recorded like any other fact. */
  async #runChecks(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    const outcomes = await runChecks(this.#context, this.#engine, this.#header.namespace, this.#spec).catch(() => []);
    this.#checking = false;
    if (this.#done.signal.aborted || outcomes.length === 0) return;
    for (const outcome of outcomes) this.#observe({ at: this.#now(), type: 'criterion', ...outcome });
    this.#consider();
  }

  #tell(verdict: Verdict): void {
    const line = `${verdict.verdict} ${verdict.reason}`;
    if (line === this.#told) return;
    this.#told = line;
    this.#telling?.abort();
    const { message } = describeVerdict(verdict, this.#context.language);
    const say = () => this.#context.progress({ kind: 'note', text: `${line} — ${message}` });
    if (FINAL_VERDICTS.has(verdict.verdict)) return say();
    const telling = new AbortController();
    this.#telling = telling;
    void this.#after(WORTH_TELLING_MS, telling.signal, say);
  }

  async #after(milliseconds: number, signal: AbortSignal, act: () => void): Promise<void> {
    await this.#context.clock.sleep(milliseconds, signal).then(act, () => undefined);
  }

  #now(): number {
    return this.#context.clock.now() - Date.parse(this.#header.at0);
  }

  #remaining(): number {
    return (this.#header.deadlineSeconds + this.#header.soakSeconds) * 1000 + PATIENCE_MS - this.#now();
  }
}
