import { describe, expect, test } from 'vitest';
import { readFixtures, type Fixture } from '../../../test/verdict/read-fixtures.ts';
import { createJudge } from './judge.ts';
import type { Objection, Rule } from './rule.ts';
import { verdictRules } from './rules.ts';

type Said = ReturnType<Rule['judge']>;
const fixtures = readFixtures();

/** The ways in which a rule can be broken. */
const mutations: Readonly<Record<string, (said: Said) => Said>> = {
  removed: () => 'noPort',
  inverted: (said) => (typeof said === 'string' ? objection() : 'noPort'),
  demoted: (said) => each(said, (one) => ({ ...one, verdict: 'PROGRESSING', holds: undefined })),
  'without confirmation': (said) => each(said, (one) => ({ ...one, holds: undefined })),
  'confirmed too late': (said) => each(said, (one) => ({ ...one, holds: { key: 'late', milliseconds: 60_000 } })),
  'restarting the soak': (said) => each(said, (one) => ({ ...one, soak: 'restarts' })),
  'pausing the soak': (said) => each(said, (one) => ({ ...one, soak: 'pauses' })),
};

function each(said: Said, change: (one: Objection) => Objection): Said {
  if (typeof said === 'string') return said;
  return (Array.isArray(said) ? said : [said]).map(change);
}

function objection(): Objection {
  return { verdict: 'FAIL', reason: 'DEADLINE', params: {}, facts: [], soak: 'restarts' };
}

/** Whether a fixture still gets what it asks for. */
function holds({ timeline, expect: wanted }: Fixture, rules: readonly Rule[]): boolean {
  const judge = createJudge(timeline.header, rules);
  for (const event of timeline.events) {
    const changed = judge.observe(event);
    if (changed !== undefined && wanted.never.includes(changed.verdict)) return false;
  }
  const { verdict, reason, at, heldUpBy } = judge.current();
  const [earliest, latest] = wanted.between ?? [0, Infinity];
  return (
    verdict === wanted.verdict &&
    (wanted.reason === undefined || reason === wanted.reason) &&
    (wanted.heldUpBy === undefined || heldUpBy === wanted.heldUpBy) &&
    at >= earliest &&
    at <= latest
  );
}

// Where a mutation leaves what the rule says as it was, it is no mutation.
const EQUIVALENT: Readonly<Record<string, readonly string[]>> = {
  demoted: verdictRules.filter((rule) => onlyWaits(rule.id)).map((rule) => rule.id),
  'without confirmation': verdictRules.filter((rule) => !confirms(rule.id)).map((rule) => rule.id),
  'confirmed too late': verdictRules.filter((rule) => onlyWaits(rule.id)).map((rule) => rule.id),
  'restarting the soak': verdictRules
    .filter((rule) => !['A1', 'A2', 'A3', 'W6', 'P3', 'J1'].includes(rule.id))
    .map((rule) => rule.id),
  'pausing the soak': verdictRules.filter((rule) => !['O1', 'E1'].includes(rule.id)).map((rule) => rule.id),
};

function onlyWaits(id: string): boolean {
  return ['A2', 'A3', 'A5', 'A6', 'W3', 'W7', 'P3', 'P4'].includes(id);
}

function confirms(id: string): boolean {
  return ['A1', 'A7', 'W1', 'W6', 'P1', 'P2', 'U3', 'S1', 'E1', 'E2', 'K1'].includes(id);
}

/** The fixtures in which each rule ever objects: only there a broken rule can be noticed. */
const objecting = new Map<string, Fixture[]>(verdictRules.map((rule) => [rule.id, []]));
for (const fixture of fixtures) {
  const heard = new Set<string>();
  const listening = verdictRules.map((rule): Rule => ({
    ...rule,
    judge(situation) {
      const said = rule.judge(situation);
      if (typeof said !== 'string') heard.add(rule.id);
      return said;
    },
  }));
  holds(fixture, listening);
  for (const id of heard) objecting.get(id)?.push(fixture);
}

describe.each(Object.keys(mutations))('a rule that is %s breaks a fixture', (mutation) => {
  const rules = verdictRules.filter((rule) => EQUIVALENT[mutation]?.includes(rule.id) !== true);
  test.each(rules)('$id', (rule) => {
    const mutate = mutations[mutation] ?? ((said: Said) => said);
    const mutant: Rule = { ...rule, judge: (situation) => mutate(rule.judge(situation)) };
    const mutated = verdictRules.map((one) => (one === rule ? mutant : one));
    const candidates = mutation === 'inverted' ? fixtures : (objecting.get(rule.id) ?? []);
    expect(candidates.some((fixture) => !holds(fixture, mutated))).toBe(true);
  });
});

test('unbroken rules break none', () => {
  expect(fixtures.filter((fixture) => !holds(fixture, verdictRules)).map((fixture) => fixture.name)).toEqual([]);
});
