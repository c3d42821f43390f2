import type { Timeline, TimelineEvent } from '../../src/domain/timeline.ts';
import { createJudge } from '../../src/engine/verdict/judge.ts';
import type { Objection, Rule } from '../../src/engine/verdict/rule.ts';
import { verdictRules } from '../../src/engine/verdict/rules.ts';
import { readFixtures } from '../../test/verdict/read-fixtures.ts';

/** What was seen of one reason code. */
export interface ReasonAtWork {
  /** `P1 (pods)`; none for what the judge itself says. */
  readonly rules: ReadonlySet<string>;
  readonly verdicts: ReadonlySet<string>;
  /** Milliseconds that it had to hold; 0: counted at once. */
  readonly confirmations: ReadonlySet<number>;
}

interface Seen {
  readonly rules: Set<string>;
  readonly verdicts: Set<string>;
  readonly confirmations: Set<number>;
}

/** Runs every fixture of the judge and notes which rule gave which reason: the table cannot drift from the rules. */
export function watchRules(): ReadonlyMap<string, ReasonAtWork> {
  const seen = new Map<string, Seen>();
  const rules = verdictRules.map((rule) => watched(rule, seen));
  const timelines = readFixtures().map(({ timeline }) => timeline);
  const [good] = timelines;
  for (const timeline of good === undefined ? [] : [...timelines, withoutApplication(good)]) {
    const judge = createJudge(timeline.header, rules);
    const note = () => {
      const { verdict, reason } = judge.current();
      of(seen, reason).verdicts.add(verdict);
    };
    note();
    for (const event of timeline.events) {
      judge.observe(event);
      note();
    }
  }
  return seen;
}

/** No fixture is without one. */
function withoutApplication({ header, events }: Timeline): Timeline {
  const isApplication = (event: TimelineEvent) => event.type === 'watch' && event.object.kind === 'Application';
  return { header, events: events.filter((event) => !isApplication(event)) };
}

function watched(rule: Rule, seen: Map<string, Seen>): Rule {
  return {
    ...rule,
    judge(situation) {
      const said = rule.judge(situation);
      if (typeof said === 'string') return said;
      const objections: readonly Objection[] = Array.isArray(said) ? said : [said as Objection];
      for (const objection of objections) {
        const entry = of(seen, objection.reason);
        entry.rules.add(`${rule.id} (${rule.group})`);
        entry.verdicts.add(objection.verdict);
        const wait = objection.holds?.milliseconds ?? 0;
        if (Number.isFinite(wait)) entry.confirmations.add(wait);
      }
      return said;
    },
  };
}

function of(seen: Map<string, Seen>, reason: string): Seen {
  const known = seen.get(reason) ?? { rules: new Set(), verdicts: new Set(), confirmations: new Set() };
  seen.set(reason, known);
  return known;
}
