import { LoungeError } from '../../domain/errors.ts';
import type { ReleaseVerdict } from '../../domain/release.ts';
import type { ReleaseHeader, TimelineEvent } from '../../domain/timeline.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { createJudge, type Judge } from '../../engine/verdict/judge.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { describeVerdict } from './describe-verdict.ts';

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

export interface FollowRequest {
  readonly release: string;
  readonly header: ReleaseHeader;
}

/**
 * Observes a release live, records what is seen, and judges it event by event until the verdict is final. An
 * interrupted observation goes on in the same recording, with a gap. Not final by the deadline: what stands then.
 */
export async function followRelease(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  request: FollowRequest,
): Promise<ReleaseVerdict> {
  const recorded = await lounge.recordings.read(request.release);
  const header = recorded === undefined ? request.header : parseTimeline(recorded).header;
  const writer = await lounge.recordings.open(request.release, header);
  const judge = createJudge(header);
  const session = new FollowSession(context, judge, Date.parse(header.at0));
  try {
    if (recorded !== undefined) session.replay(parseTimeline(recorded).events, (event) => writer.write(event));
    return describeVerdict(await session.follow(engine, header, (event) => writer.write(event)), context.language);
  } finally {
    await writer.close();
  }
}

/** One judge, fed by one observation; ends when the verdict is final, the deadline is over, or the caller gives up. */
class FollowSession {
  private readonly context: Context;
  private readonly judge: Judge;
  private readonly at0: number;
  private readonly done = new AbortController();
  private timer: AbortController | undefined;
  private last = '';

  constructor(context: Context, judge: Judge, at0: number) {
    this.context = context;
    this.judge = judge;
    this.at0 = at0;
  }

  /** Takes in what was seen before an interruption; everything watched is unknown since. */
  replay(events: readonly TimelineEvent[], write: (event: TimelineEvent) => void): void {
    for (const event of events) this.judge.observe(event);
    const at = this.now();
    for (const kind of WATCHED_KINDS) {
      const gap: TimelineEvent = { at, type: 'gap', kind, reason: 'the observer was interrupted' };
      write(gap);
      this.judge.observe(gap);
    }
  }

  async follow(engine: Engine, header: ReleaseHeader, write: (event: TimelineEvent) => void): Promise<Verdict> {
    const signal = AbortSignal.any([this.context.signal, this.done.signal]);
    const limit = this.context.clock.sleep(this.remaining(header), signal).then(
      () => this.done.abort(),
      () => undefined,
    );
    this.consider();
    const observing = engine.observer.observe(header, { signal }, (event) => {
      if (this.done.signal.aborted) return;
      write(event);
      this.judge.observe(event);
      this.consider();
    });
    await Promise.race([limit, observing]);
    this.done.abort();
    this.timer?.abort();
    await observing;
    if (this.context.signal.aborted) throw new LoungeError('CANCELLED');
    return this.judge.current();
  }

  /** After every fact and every due time: tells a change, arms the next timer, ends when the verdict is final. */
  private consider(): void {
    const verdict = this.judge.current();
    this.tell(verdict);
    if (isFinal(verdict)) {
      this.done.abort();
      return;
    }
    this.timer?.abort();
    const due = this.judge.nextDueAt();
    if (due === undefined) return;
    const timer = new AbortController();
    this.timer = timer;
    const wait = Math.max(0, due - this.now());
    void this.context.clock.sleep(wait, timer.signal).then(
      () => this.passTime(),
      () => undefined,
    );
  }

  private passTime(): void {
    if (this.done.signal.aborted) return;
    this.judge.advance(this.now());
    this.consider();
  }

  private tell(verdict: Verdict): void {
    const line = `${verdict.verdict} ${verdict.reason}`;
    if (line === this.last) return;
    this.last = line;
    this.context.progress({
      kind: 'note',
      text: `${line} — ${describeVerdict(verdict, this.context.language).message}`,
    });
  }

  private now(): number {
    return this.context.clock.now() - this.at0;
  }

  private remaining(header: ReleaseHeader): number {
    const end = (header.deadlineSeconds + header.soakSeconds) * 1000 + PATIENCE_MS;
    // A release of long ago is judged anew with the time that a release has.
    return this.now() < end / 2 ? end - this.now() : end;
  }
}

/** PASS, FAIL and SUPERSEDED are final once given. */
export function isFinal(verdict: Pick<Verdict, 'verdict'>): boolean {
  return verdict.verdict === 'PASS' || verdict.verdict === 'FAIL' || verdict.verdict === 'SUPERSEDED';
}
