import type { Language } from '../../language.ts';

/** What a rule found, why that matters, and how to mend it. */
export type RuleText = Readonly<
  Record<Language, { readonly message: string; readonly why: string; readonly fix: string }>
>;
