import type { ReasonCode } from '../../domain/messages/verdict.ts';
import type { VerdictKind, VerdictParameters } from '../../domain/verdict.ts';
import type { Confirmations } from './confirmations.ts';
import { PROBE_FRESH_MS } from './endpoint.ts';
import { isBlind } from './observation.ts';
import { provedDecision, soakingDecision } from './proof.ts';
import type { Fact } from './receipts.ts';
import type { Objection, Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { soakLeft, trackSoak } from './soak-tracker.ts';

export interface Decision {
  readonly verdict: VerdictKind;
  readonly reason: ReasonCode;
  readonly params: VerdictParameters;
  readonly facts: readonly Fact[];
  readonly heldUpBy?: ReasonCode;
  readonly wants?: 'refresh';
  /** When the decision may change although nothing happens. */
  readonly dueAt?: number;
}

/** An objection, as it counts at this moment. */
export interface Counted extends Objection {
  readonly countsFrom: number;
}

/** Asks every rule, and lets the gravest objection speak. */
export function decide(rules: readonly Rule[], situation: Situation, confirmations: Confirmations): Decision {
  const objections = collectObjections(rules, situation, confirmations);
  trackSoak(situation, objections);
  const decision = weigh(situation, objections);
  const dueAt = nextDue(situation, objections);
  return dueAt === undefined ? decision : { ...decision, dueAt };
}

function collectObjections(
  rules: readonly Rule[],
  situation: Situation,
  confirmations: Confirmations,
): readonly Counted[] {
  const { now } = situation;
  // What is not observed could be undone unseen.
  const blind = isBlind(situation);
  const counted: Counted[] = [];
  for (const rule of rules) {
    const said = rule.judge(situation);
    if (typeof said === 'string') continue;
    for (const objection of Array.isArray(said) ? said : [said]) {
      const countsFrom =
        blind && objection.holds !== undefined
          ? Number.POSITIVE_INFINITY
          : confirmations.countsFrom(rule.id, objection, now);
      counted.push({ ...objection, countsFrom });
    }
  }
  confirmations.endRound();
  if (blind) confirmations.clear();
  return counted;
}

function weigh(situation: Situation, objections: readonly Counted[]): Decision {
  const { now } = situation;
  const counts = objections.filter((objection) => objection.countsFrom <= now);
  const spoken =
    counts.find((one) => one.verdict === 'SUPERSEDED') ??
    counts.find((one) => one.verdict === 'FAIL') ??
    counts.find((one) => one.verdict === 'UNVERIFIED');
  if (spoken !== undefined) return spoken;
  const waiting = chooseWaiting(objections.filter((one) => one.quiet !== true));
  const isOver = now >= situation.header.deadlineSeconds * 1000;
  if (isOver) return overdue(situation, objections, waiting);
  if (waiting !== undefined) return { ...waiting, verdict: 'PROGRESSING' };
  return objections.length === 0 && soakLeft(situation) <= 0 ? provedDecision(situation) : soakingDecision(situation);
}

/** The cause rather than the symptom, and what waits rather than what may still come to nothing. */
function chooseWaiting(objections: readonly Counted[]): Counted | undefined {
  const isPlain = (one: Counted) => one.symptom !== true && one.holds === undefined;
  return (
    objections.find(isPlain) ??
    objections.find((one) => one.holds !== undefined && one.symptom !== true) ??
    objections[0]
  );
}

/** The deadline holds for the whole judgement, whatever was waited for. */
function overdue(
  { header, application }: Situation,
  objections: readonly Counted[],
  waiting: Counted | undefined,
): Decision {
  const unschedulable = objections.find((one) => one.reason === 'UNSCHEDULABLE');
  if (unschedulable !== undefined) return { ...unschedulable, verdict: 'FAIL' };
  const heldUpBy = waiting?.reason ?? 'SOAKING';
  const known = application === undefined ? [] : [application.fact];
  return {
    verdict: 'FAIL',
    reason: 'DEADLINE',
    params: { ...waiting?.params, seconds: header.deadlineSeconds, rule: heldUpBy },
    facts: waiting === undefined || waiting.facts.length === 0 ? known : waiting.facts,
    heldUpBy,
  };
}

function nextDue(situation: Situation, objections: readonly Counted[]): number | undefined {
  const { now, header, state } = situation;
  const times = objections.map((objection) => objection.countsFrom);
  times.push(header.deadlineSeconds * 1000);
  if (objections.length === 0) times.push(now + soakLeft(situation));
  if (situation.serves && state.probes.last !== undefined) times.push(state.probes.last.event.at + PROBE_FRESH_MS);
  let due: number | undefined;
  for (const time of times) if (time > now && Number.isFinite(time) && (due === undefined || time < due)) due = time;
  return due;
}
