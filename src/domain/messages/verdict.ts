import { z } from 'zod';
import type { Language } from '../language.ts';
import { fillPlaceholders, type Parameters } from './fill-placeholders.ts';
import { applicationVerdicts } from './verdict/application.ts';
import { gitVerdicts } from './verdict/git.ts';
import { outcomeVerdicts } from './verdict/outcome.ts';
import { podVerdicts } from './verdict/pods.ts';
import { serviceVerdicts } from './verdict/service.ts';
import { unverifiedVerdicts } from './verdict/unverified.ts';
import type { VerdictText } from './verdict/verdict-text.ts';
import { workloadVerdicts } from './verdict/workload.ts';

/** Every reason code with its sentences. */
export const verdictMessages = {
  ...outcomeVerdicts,
  ...gitVerdicts,
  ...applicationVerdicts,
  ...workloadVerdicts,
  ...podVerdicts,
  ...serviceVerdicts,
  ...unverifiedVerdicts,
} satisfies Record<string, VerdictText>;

export const ReasonCode = z.enum(Object.keys(verdictMessages) as [keyof typeof verdictMessages]);
export type ReasonCode = keyof typeof verdictMessages;

/** The verdict as a person reads it. A verdict that only waits to be confirmed says so. */
export function describeVerdict(
  verdict: { readonly reason: ReasonCode; readonly params: Parameters },
  language: Language,
): { readonly message: string; readonly next: string } {
  const text = verdictMessages[verdict.reason][language];
  return {
    message: fillPlaceholders(text.message, verdict.params, language),
    next: fillPlaceholders(text.next, verdict.params, language),
  };
}
