import { describeError, LoungeError, type ErrorCode } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { errorMessages } from '../../domain/messages/errors/index.ts';
import { policyMessages } from '../../domain/messages/policy.ts';
import { verdictMessages } from '../../domain/messages/verdict.ts';
import type { ExplainedCode } from './operation.ts';
import { runningMessages } from './running-messages.ts';

/** What a code means, wherever it was met: a verdict's reason, an error, a rule of the policy, a problem of `status`. */
export function explainCode(subject: string, language: Language): ExplainedCode | undefined {
  const code = subject.toUpperCase().replaceAll('-', '_');
  if (Object.hasOwn(verdictMessages, code)) {
    const { meaning, investigate, remedy } = verdictMessages[code as keyof typeof verdictMessages][language];
    return { code, kind: 'verdict', meaning, investigate, remedy };
  }
  if (Object.hasOwn(runningMessages, code))
    return { code, kind: 'state', ...runningMessages[code as keyof typeof runningMessages][language] };
  if (Object.hasOwn(errorMessages, code)) {
    const { message, hint } = describeError(new LoungeError(code as ErrorCode), language);
    return { code, kind: 'error', meaning: message, remedy: hint };
  }
  const rule = subject.toLowerCase();
  if (!Object.hasOwn(policyMessages, rule)) return undefined;
  const text = policyMessages[rule as keyof typeof policyMessages][language];
  return { code: rule, kind: 'rule', meaning: text.why, remedy: text.fix };
}
