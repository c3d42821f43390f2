import type { RuleTrace } from '../../domain/verdict.ts';
import type { Confirmations } from './confirmations.ts';
import type { ReceiptBook } from './receipts.ts';
import type { Objection, Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** What each rule says, or why it says nothing. */
export function traceRules(
  rules: readonly Rule[],
  situation: Situation,
  confirmations: Confirmations,
  book: ReceiptBook,
): readonly RuleTrace[] {
  return rules.flatMap((rule): readonly RuleTrace[] => {
    const said = rule.judge(situation);
    const about = { rule: rule.id, group: rule.group };
    if (typeof said === 'string') return [{ ...about, applies: false, clearance: said, receipts: [] }];
    const objections: readonly Objection[] = Array.isArray(said) ? said : [said];
    return objections.map((objection) => {
      const from = confirmations.peek(rule.id, objection, situation.now);
      return {
        ...about,
        applies: true,
        verdict: from <= situation.now ? objection.verdict : 'PROGRESSING',
        reason: objection.reason,
        params: objection.params,
        ...(from > situation.now && Number.isFinite(from) ? { countsFrom: from } : {}),
        receipts: [...new Set(objection.facts.map((fact) => book.idOf(fact)))],
      };
    });
  });
}
