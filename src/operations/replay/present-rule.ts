import type { Language } from '../../domain/language.ts';
import { describeVerdict, verdictMessages } from '../../domain/messages/verdict.ts';
import type { RuleTrace } from '../../domain/verdict.ts';

/** One rule at one moment, on one line: whether it applies, and why. */
export function presentRule(rule: RuleTrace, language: Language): string {
  const head = `  ${rule.applies ? '●' : '·'} ${rule.rule.padEnd(3)} ${rule.group.padEnd(12)}`;
  if (!rule.applies || rule.reason === undefined) return `${head} ${rule.clearance ?? ''}`.trimEnd();
  const { message } =
    rule.reason in verdictMessages
      ? describeVerdict({ reason: rule.reason, params: rule.params ?? {} }, language)
      : { message: '' };
  return `${head} ${rule.verdict ?? ''} ${rule.reason}: ${message}`;
}
