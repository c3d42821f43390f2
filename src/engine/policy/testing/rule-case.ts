import { describe, expect, test } from 'vitest';
import type { PolicyRuleId } from '../../../domain/messages/policy.ts';
import { evaluatePolicy } from '../evaluate-policy.ts';
import type { RuleGroup } from '../rule.ts';
import { rules } from '../rules/index.ts';
import { lounge, type LoungeChange } from './good-lounge.ts';

/** One row of a rule’s table: `at` is `file:line`, or `file~text of the line`, of what it finds, and `says` in what words; without them it must find nothing. */
export interface RuleCase {
  readonly rule: PolicyRuleId;
  readonly title: string;
  readonly change: LoungeChange;
  readonly at?: string;
  readonly says?: RegExp;
}

/** Runs the table of a group; every rule of the group needs a row that fires and one that passes. */
export function describeRules(group: RuleGroup, cases: readonly RuleCase[]): void {
  describe(`rules: ${group}`, () => {
    test.each(cases)('$rule: $title', ({ rule, change, at, says }) => {
      const findings = findingsOf(rule, change);
      if (at === undefined) {
        expect(findings).toEqual([]);
        return;
      }
      expect(findings.flatMap((finding) => finding.at)).toContain(at);
      const found = findings.find((finding) => finding.at.includes(at));
      expect(found?.message).toMatch(says ?? /./);
    });

    test.each(rules.filter((rule) => rule.group === group))(
      '$id has a row that fires and one that passes',
      ({ id }) => {
        const own = cases.filter(({ rule }) => rule === id).map(({ at }) => at !== undefined);
        expect(new Set(own)).toEqual(new Set([true, false]));
      },
    );
  });
}

/** Each finding as `file`, `file:line` and `file~text of the line`. */
function findingsOf(
  rule: PolicyRuleId,
  change: LoungeChange,
): readonly { readonly at: readonly string[]; readonly message: string }[] {
  const only = rules.filter(({ id }) => id === rule);
  const snapshot = lounge(change);
  const { findings } = evaluatePolicy(snapshot, { language: 'en', at: 0, rules: only });
  return findings
    .filter((finding) => finding.rule === rule || finding.rule === 'policy-rule-failed')
    .map(({ place: { file, line }, message }) => {
      if (line === undefined) return { at: [file], message };
      const text = snapshot.files
        .find(({ path }) => path === file)
        ?.text?.split('\n')
        [line - 1]?.trim();
      return { at: [`${file}:${line}`, `${file}~${text}`], message };
    });
}
