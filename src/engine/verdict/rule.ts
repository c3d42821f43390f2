import type { Clearance } from '../../domain/messages/verdict/clearances.ts';
import type { ReasonCode } from '../../domain/messages/verdict.ts';
import type { VerdictParameters } from '../../domain/verdict.ts';
import type { Fact } from './receipts.ts';
import type { Situation } from './situation.ts';

/** What a rule has against calling the release proved. */
export interface Objection {
  readonly verdict: 'SUPERSEDED' | 'FAIL' | 'UNVERIFIED' | 'PROGRESSING';
  readonly reason: ReasonCode;
  readonly params: VerdictParameters;
  readonly facts: readonly Fact[];
  /** Counts only once it has held for a while; until then it is PROGRESSING. */
  readonly holds?: {
    /** The same key means the same trouble. */
    readonly key: string;
    /** Infinity: something else is still missing. */
    readonly milliseconds: number;
    /** Since when it holds, if not since the judge noticed. */
    readonly since?: number;
  };
  /** `pauses`: the time so far counts on. `restarts`: it is lost. */
  readonly soak: 'pauses' | 'restarts';
  /** Something else is waited for: what the release itself shows may settle in the meantime. */
  readonly meanwhile?: boolean;
  /** Names only that something is missing, where another rule may name the cause. */
  readonly symptom?: boolean;
  /** Says nothing until it counts; only the soak heeds it before. */
  readonly quiet?: boolean;
  readonly wants?: 'refresh';
}

/** One row of the table of rules. */
export interface Rule {
  readonly id: string;
  readonly group: string;
  judge(situation: Situation): Clearance | Objection | readonly Objection[];
}

/** What an event on its way can undo must hold for this long. */
export const CONFIRMATION_MS = 3000;

/** A text of somebody else's, for a sentence. */
export function excerpt(text: string, length = 300): string {
  // Control characters of a hostile message must not reach a terminal.
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length <= length ? plain : `${plain.slice(0, length - 1)}…`;
}
