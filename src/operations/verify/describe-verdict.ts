import { describeVerdict as sentencesOf } from '../../domain/messages/verdict.ts';
import type { Language } from '../../domain/language.ts';
import type { ReleaseVerdict } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** A verdict with its sentences, as it is kept with the release. */
export function describeVerdict(verdict: Verdict, language: Language): ReleaseVerdict {
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    at: verdict.at,
    receipts: verdict.receipts,
    ...sentencesOf(verdict, language),
  };
}
