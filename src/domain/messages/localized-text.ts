import type { Language } from '../language.ts';

/** One sentence in every language that people are spoken to in. */
export type LocalizedText = Readonly<Record<Language, string>>;
