import type { Language } from '../../language.ts';

export interface VerdictSentences {
  /** What happened, for this release. */
  readonly message: string;
  /** The next thing to try. */
  readonly next: string;
  /** What the code means in general. */
  readonly meaning: string;
  /** Where the evidence is. */
  readonly investigate: string;
  readonly remedy: string;
}

export type VerdictText = Readonly<Record<Language, VerdictSentences>>;
