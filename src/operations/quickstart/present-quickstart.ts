import type { Language } from '../../domain/language.ts';
import { say } from './messages.ts';
import type { QuickstartOutput } from './operation.ts';
import { sayOfLocalEngine } from '../../domain/messages/local-engine.ts';

/** Verdict, evidence, address, and what to try next. */
export function presentQuickstart(output: QuickstartOutput, language: Language): readonly string[] {
  const { verdict, answer } = output;
  return [
    '',
    `${verdict.verdict} — ${output.release}`,
    verdict.message,
    say(language, 'evidence', { count: verdict.receipts.length, first: verdict.receipts[0]?.slice(0, 16) ?? '–' }),
    answer === undefined
      ? say(language, 'answersNot', { url: output.url, problem: output.problem ?? '' })
      : say(language, 'answers', {
          url: output.url,
          status: answer.status,
          body: answer.body.slice(0, 120).replaceAll(/\s+/g, ' '),
        }),
    say(language, 'seconds', { seconds: (output.milliseconds / 1000).toFixed(1) }),
    ...brokenLines(output, language),
    '',
    ...(output.tornDown ? [sayOfLocalEngine(language, 'tornDown')] : thingsToTry(output, language)),
  ];
}

function brokenLines({ broken, url, tag }: QuickstartOutput, language: Language): string[] {
  if (broken === undefined) return [];
  const { verdict, rollback } = broken;
  return [
    '',
    say(language, 'caught', { verdict: verdict.verdict, reason: verdict.reason, message: verdict.message }),
    rollback?.verdict === 'PASS'
      ? say(language, 'back', { verdict: rollback.verdict, url, tag })
      : say(language, 'notBack', { verdict: rollback?.verdict ?? '–' }),
  ];
}

function thingsToTry(output: QuickstartOutput, language: Language): string[] {
  return [
    say(language, 'try', output),
    say(language, 'tryBreak', output),
    say(language, 'tryKubectl', output),
    say(language, 'tryBrowser', output),
  ];
}
