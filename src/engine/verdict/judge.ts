import { FINAL_VERDICTS, type RuleTrace, type Verdict } from '../../domain/verdict.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { ReleaseHeader, TimelineEvent } from '../../domain/timeline.ts';
import { createConfirmations } from './confirmations.ts';
import { decide, type Decision } from './decide.ts';
import { createReceiptBook, type ReceiptBook } from './receipts.ts';
import { assess, type Situation } from './situation.ts';
import { createSoakMemory, type SoakMemory } from './soak-memory.ts';
import { applyEvent, createState, type State } from './state.ts';
import { traceRules } from './trace-rules.ts';
import { verdictRules } from './rules.ts';
import type { Rule } from './rule.ts';

/** Judges one release. Pure: time passes only by what it is told. */
export interface Judge {
  /** Takes one event in, after everything that was due before it. The verdict when it changed. */
  observe(event: TimelineEvent): Verdict | undefined;
  /** Lets time pass without an event. The verdict when it changed. */
  advance(atMs: number): Verdict | undefined;
  /** When `advance` must be called next, if no event comes before. */
  nextDueAt(): number | undefined;
  current(): Verdict;
  /** Every rule at this moment, and why it does or does not apply. */
  explain(): readonly RuleTrace[];
  /** The receipts that were named so far. */
  receipts(): readonly Receipt[];
}

interface Course {
  readonly state: State;
  readonly rules: readonly Rule[];
  readonly confirmations: ReturnType<typeof createConfirmations>;
  readonly soak: SoakMemory;
  readonly book: ReceiptBook;
  now: number;
  situation?: Situation;
  decision: Decision;
  /** When the verdict that stands was reached. */
  since: number;
}

/** `rules`: for tests that leave one out. */
export function createJudge(header: ReleaseHeader, rules: readonly Rule[] = verdictRules): Judge {
  const course: Course = {
    state: createState(header),
    rules,
    confirmations: createConfirmations(),
    soak: createSoakMemory(),
    book: createReceiptBook(header.at0),
    now: Number.NEGATIVE_INFINITY,
    decision: { verdict: 'PENDING', reason: 'NOT_STARTED', params: {}, facts: [] },
    since: 0,
  };
  return {
    observe(event) {
      if (isFinal(course)) return undefined;
      const before = course.decision;
      runTo(course, Math.max(event.at, course.now));
      if (!isFinal(course) && applyEvent(course.state, event)) judge(course);
      return changed(course, before);
    },
    advance(atMs) {
      const before = course.decision;
      runTo(course, Math.max(atMs, course.now));
      return changed(course, before);
    },
    nextDueAt: () => (isFinal(course) ? undefined : course.decision.dueAt),
    current: () => toVerdict(course),
    explain: () =>
      traceRules(
        course.rules,
        course.situation ?? assess(course.state, course.soak, course.now),
        course.confirmations,
        course.book,
      ),
    receipts: () => course.book.named(),
  };
}

function isFinal(course: Course): boolean {
  return FINAL_VERDICTS.has(course.decision.verdict);
}

/** Passes every moment at which something is due, in order, up to `at`. */
function runTo(course: Course, at: number): void {
  while (!isFinal(course)) {
    const due = course.decision.dueAt;
    if (due === undefined || due > at || due <= course.now) break;
    course.now = due;
    judge(course);
  }
  if (isFinal(course)) return;
  const started = course.now < 0 && at >= 0;
  course.now = at;
  if (started) judge(course);
}

function judge(course: Course): void {
  // What was there before the push is known, not judged.
  if (course.now < 0) return;
  course.situation = assess(course.state, course.soak, course.now);
  const decision = decide(course.rules, course.situation, course.confirmations);
  const same = decision.verdict === course.decision.verdict && decision.reason === course.decision.reason;
  if (!same) course.since = course.now;
  course.decision = decision;
}

function changed(course: Course, before: Decision): Verdict | undefined {
  const { decision } = course;
  const same = decision.verdict === before.verdict && decision.reason === before.reason;
  return same ? undefined : toVerdict(course);
}

function toVerdict({ decision, since, book }: Course): Verdict {
  const { verdict, reason, params, facts, heldUpBy, wants } = decision;
  return {
    verdict,
    reason,
    at: since,
    params,
    receipts: [...new Set(facts.map((fact) => book.idOf(fact)))],
    ...(heldUpBy === undefined ? {} : { heldUpBy }),
    ...(wants === undefined ? {} : { wants }),
  };
}
