import { describeVerdict } from '../../domain/messages/verdict.ts';
import type { Language } from '../../domain/language.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Timeline } from '../../domain/timeline.ts';
import type { Verdict, VerdictChange } from '../../domain/verdict.ts';
import { createJudge, type Judge } from './judge.ts';

/** What `lounge replay --json` gives. `receipts` are ids; `named` holds their contents. */
export interface Replay {
  readonly verdict: Verdict['verdict'];
  readonly reason: Verdict['reason'];
  /** Milliseconds since the push. */
  readonly at: number;
  readonly message: string;
  readonly next: string;
  readonly receipts: readonly string[];
  readonly changes: readonly VerdictChange[];
  readonly judged: Verdict;
  readonly named: readonly Receipt[];
}

/** Judges a whole recording. The verdict at its end stands as it is. */
export function replay(timeline: Timeline, language: Language = 'en'): Replay {
  const judge = createJudge(timeline.header);
  const changes: VerdictChange[] = [];
  const note = ({ at, verdict, reason }: Verdict) => changes.push({ at, verdict, reason });
  for (const event of timeline.events) stepTo(judge, event.at, note, () => judge.observe(event));
  const judged = judge.current();
  const { verdict, reason, at, receipts } = judged;
  return {
    verdict,
    reason,
    at,
    ...describeVerdict(judged, language),
    receipts,
    changes,
    judged,
    named: judge.receipts(),
  };
}

/** Every change on the way is noted, also those between two events. */
function stepTo(judge: Judge, at: number, note: (verdict: Verdict) => void, observe: () => Verdict | undefined): void {
  for (let due = judge.nextDueAt(); due !== undefined && due <= at; due = judge.nextDueAt()) {
    const changed = judge.advance(due);
    if (changed !== undefined) note(changed);
  }
  const changed = observe();
  if (changed !== undefined) note(changed);
}

/** The judge as it stood at a moment of the recording. */
export function judgeUntil(timeline: Timeline, atMs: number): Judge {
  const judge = createJudge(timeline.header);
  for (const event of timeline.events) {
    if (event.at > atMs) break;
    judge.observe(event);
  }
  judge.advance(atMs);
  return judge;
}
