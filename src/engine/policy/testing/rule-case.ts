import type { PolicyRuleId } from '../../../domain/messages/policy.ts';
import { lounge, type LoungeChange } from './good-lounge.ts';
import { evaluatePolicy } from '../evaluate-policy.ts';
import { rules } from '../rules/index.ts';

/** One row of a rule’s table: `fires` names what the message says, and where (`file:line`). */
export type RuleCase = readonly [
  rule: PolicyRuleId,
  title: string,
  change: LoungeChange,
  fires: { readonly at: string; readonly says: RegExp } | 'passes',
];

/** `file:line` and message of what one rule finds. */
export function findingsOf(
  rule: PolicyRuleId,
  change: LoungeChange,
): readonly { readonly at: string; readonly message: string }[] {
  const only = rules.filter(({ id }) => id === rule);
  const { findings } = evaluatePolicy(lounge(change), { language: 'en', at: 0, rules: only });
  return findings
    .filter((finding) => finding.rule === rule || finding.rule === 'policy-rule-failed')
    .map(({ place, message }) => ({
      at: place.line === undefined ? place.file : `${place.file}:${place.line}`,
      message,
    }));
}
