import { describeVerdict as sentencesOf, verdictMessages } from '../../domain/messages/verdict.ts';
import type { Language } from '../../domain/language.ts';
import type { ReleaseVerdict } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** A verdict with its sentences, as it is kept with the release. */
export function describeVerdict(verdict: Verdict, language: Language): ReleaseVerdict {
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    at: verdict.at,
    params: verdict.params,
    receipts: verdict.receipts,
    ...sentencesOf(verdict, language),
  };
}

/** A kept verdict in the language of who reads it now. */
export function retell(kept: ReleaseVerdict, language: Language): ReleaseVerdict {
  const { reason, params } = kept;
  return params === undefined || !Object.hasOwn(verdictMessages, reason)
    ? kept
    : { ...kept, ...sentencesOf({ reason: reason as Verdict['reason'], params }, language) };
}
