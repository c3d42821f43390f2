import { describeError, LoungeError, type ErrorCode } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { errorMessages } from '../../domain/messages/errors/index.ts';
import { policyMessages } from '../../domain/messages/policy.ts';
import { verdictMessages } from '../../domain/messages/verdict.ts';
import type { ExplainedCode } from './operation.ts';
import { runningMessages } from './running-messages.ts';
import { troubleMessages, troubleNames } from './troubles.ts';

/** What a code means, wherever it was met: a verdict's reason, an error, a rule of the policy, a problem of `status`, a trouble by its name. */
export function explainCode(subject: string, language: Language): ExplainedCode | undefined {
  const written = subject
    .trim()
    .toUpperCase()
    .replaceAll(/[-\s]+/g, '_');
  const code = Object.hasOwn(troubleNames, written) ? (troubleNames[written] ?? written) : written;
  if (Object.hasOwn(verdictMessages, code)) {
    const { meaning, investigate, remedy } = verdictMessages[code as keyof typeof verdictMessages][language];
    return {
      code,
      kind: 'verdict',
      meaning: withBlanks(meaning),
      investigate: withBlanks(investigate),
      remedy: withBlanks(remedy),
    };
  }
  if (Object.hasOwn(runningMessages, code))
    return { code, kind: 'state', ...runningMessages[code as keyof typeof runningMessages][language] };
  if (Object.hasOwn(troubleMessages, code))
    return { code, kind: 'trouble', ...troubleMessages[code as keyof typeof troubleMessages][language] };
  if (Object.hasOwn(errorMessages, code)) {
    const { message, hint } = describeError(new LoungeError(code as ErrorCode), language);
    return { code, kind: 'error', meaning: withBlanks(message), remedy: withBlanks(hint) };
  }
  const rule = subject.trim().toLowerCase();
  if (!Object.hasOwn(policyMessages, rule)) return undefined;
  const text = policyMessages[rule as keyof typeof policyMessages][language];
  return { code: rule, kind: 'rule', meaning: text.why, remedy: withBlanks(text.fix) };
}

/** What is known only when it happens, as a blank to fill in. */
function withBlanks(text: string): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, '<$1>');
}

/** Everything that `explain` knows by a code of its own. */
export function explainableCodes(): readonly string[] {
  return [verdictMessages, runningMessages, troubleMessages, errorMessages, policyMessages, troubleNames].flatMap(
    (group) => Object.keys(group),
  );
}
