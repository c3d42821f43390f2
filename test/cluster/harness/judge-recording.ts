import type { Timeline } from '../../../src/domain/timeline.ts';
import type { VerdictChange } from '../../../src/domain/verdict.ts';
import { replay } from '../../../src/engine/verdict/replay.ts';
import type { Expectation } from './scenario.ts';

export interface Judged {
  readonly verdict: string;
  readonly reason: string;
  readonly at: number;
  readonly message: string;
  readonly changes: readonly VerdictChange[];
  /** What is not as expected; empty when all is. */
  readonly wrong: readonly string[];
}

const FINAL = ['PASS', 'FAIL', 'SUPERSEDED'];

/** Judges a recording and compares with what must come out. */
export function judgeRecording(timeline: Timeline, expected: Expectation): Judged {
  const { verdict, reason, at, message, changes } = replay(timeline);
  const never = [...FINAL.filter((one) => one !== expected.verdict), ...(expected.never?.split(' ') ?? [])];
  const wrong: string[] = [];
  if (verdict !== expected.verdict) wrong.push(`${verdict} instead of ${expected.verdict}`);
  if (expected.reason !== undefined && !expected.reason.split('|').includes(reason))
    wrong.push(`${reason} instead of ${expected.reason}`);
  if (expected.by !== undefined && at > expected.by) wrong.push(`at ${at}, must be by ${expected.by}`);
  if (expected.notBefore !== undefined && at < expected.notBefore)
    wrong.push(`at ${at}, must not be before ${expected.notBefore}`);
  // Until every kind was listed, nothing is known.
  const begun = changes.findIndex((change) => change.reason !== 'OBSERVATION_GAP');
  for (const change of changes.slice(Math.max(0, begun)))
    if (never.includes(change.verdict)) wrong.push(`${change.verdict} at ${change.at}`);
  return { verdict, reason, at, message, changes, wrong };
}
