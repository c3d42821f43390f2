import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** A probe that is older tells nothing about now. */
export const PROBE_FRESH_MS = 10_000;
const TIMEOUT_MS = 6000;

/** E1: the health path, asked since the last old pod is gone, does not answer for the release. */
export const endpointAnswers: Rule = {
  id: 'E1',
  group: 'endpoint',
  judge(situation) {
    const { serves, rolledOut, state, now } = situation;
    if (!serves) return 'noPort';
    if (typeof situation.header.health?.path !== 'string') return 'noPath';
    if (!rolledOut) return 'notRolledOut';
    const { bad, lastIsBad, good, last } = state.probes;
    if (lastIsBad || isMixed(situation)) return badAnswer(situation);
    const fresh = last !== undefined && now - last.event.at < PROBE_FRESH_MS;
    if (good !== undefined && fresh) return 'answers';
    return {
      verdict: 'PROGRESSING',
      reason: 'ENDPOINT_NOT_ASKED',
      params: { path: pathOf(situation) },
      facts: bad.map((one) => one.fact),
      soak: 'pauses',
      meanwhile: true,
      symptom: true,
    };
  },
};

function pathOf({ header }: Situation): string {
  return header.health?.path ?? '/';
}

/** Good and bad answers alternate: something else answers too. */
function isMixed({ state }: Situation): boolean {
  const { bad } = state.probes;
  return bad.length >= 3 && (bad.at(-1)?.at ?? 0) - (bad[0]?.at ?? 0) >= CONFIRMATION_MS;
}

function badAnswer(situation: Situation): Objection {
  const { bad, lastIsBad } = situation.state.probes;
  const streak = lastIsBad ? badStreak(situation) : bad;
  const first = streak[0] ?? bad[0];
  const latest = bad.at(-1);
  // A hanging API server looks like a hanging service until its watches break.
  const wait = /timed? ?out|timeout|deadline exceeded/i.test(latest?.problem ?? '') ? TIMEOUT_MS : CONFIRMATION_MS;
  const enough = isMixed(situation) || streak.length >= 2;
  return {
    verdict: 'FAIL',
    reason: 'ENDPOINT',
    params: { path: pathOf(situation), service: situation.header.service, problem: excerpt(latest?.problem ?? '') },
    facts: bad.slice(-5).map((one) => one.fact),
    holds: { key: 'endpoint', milliseconds: enough ? wait : Number.POSITIVE_INFINITY, since: first?.at },
    soak: 'restarts',
  };
}

/** The bad answers since the last good one. */
function badStreak({ state }: Situation) {
  const lastGood = state.probes.good?.event.at ?? Number.NEGATIVE_INFINITY;
  return state.probes.bad.filter((one) => one.at > lastGood);
}
