import type { Objection } from './rule.ts';

/** Since when each trouble holds without a break. */
export interface Confirmations {
  /** When the objection counts from; Infinity when nobody can tell yet. */
  countsFrom(rule: string, objection: Objection, now: number): number;
  /** The same, without taking note. */
  peek(rule: string, objection: Objection, now: number): number;
  /** Ends one round: what was not asked for in it does not hold any more. */
  endRound(): void;
  /** Nothing can be confirmed while a kind is not observed. */
  clear(): void;
}

export function createConfirmations(): Confirmations {
  let known = new Map<string, number>();
  let round = new Map<string, number>();
  const keyOf = (rule: string, { reason, holds }: Objection) => `${rule} ${reason} ${holds?.key ?? ''}`;
  const sinceOf = (key: string, { holds }: Objection, now: number) => holds?.since ?? known.get(key) ?? now;
  return {
    countsFrom(rule, objection, now) {
      if (objection.holds === undefined) return now;
      const key = keyOf(rule, objection);
      const since = sinceOf(key, objection, now);
      round.set(key, since);
      return since + objection.holds.milliseconds;
    },
    peek(rule, objection, now) {
      return objection.holds === undefined
        ? now
        : sinceOf(keyOf(rule, objection), objection, now) + objection.holds.milliseconds;
    },
    endRound() {
      known = round;
      round = new Map();
    },
    clear() {
      known = new Map();
      round = new Map();
    },
  };
}
