import { z } from 'zod';
import { ReasonCode } from './messages/verdict.ts';
import { VerdictParameters } from './verdict-parameters.ts';

export { VerdictParameters };

export const VerdictKind = z.enum(['PENDING', 'PROGRESSING', 'PASS', 'FAIL', 'SUPERSEDED', 'UNVERIFIED']);
export type VerdictKind = z.infer<typeof VerdictKind>;

/** Final once given. */
export const FINAL_VERDICTS: ReadonlySet<VerdictKind> = new Set<VerdictKind>(['PASS', 'FAIL', 'SUPERSEDED']);

export const Verdict = z.object({
  verdict: VerdictKind,
  reason: ReasonCode,
  /** Milliseconds since the push from which on it stands. */
  at: z.number(),
  params: VerdictParameters,
  /** Ids of the receipts it rests on. */
  receipts: z.array(z.string()),
  /** With DEADLINE: the reason that was waited for. */
  heldUpBy: ReasonCode.optional(),
  /** What the judge asks the caller to do once: have Argo CD compare anew. */
  wants: z.literal('refresh').optional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** One rule at one moment: what it says, or why it says nothing. */
export const RuleTrace = z.object({
  /** As in the table of rules: `G1`, `P3`, … */
  rule: z.string(),
  group: z.string(),
  applies: z.boolean(),
  /** What it says, when it applies. */
  verdict: VerdictKind.optional(),
  reason: ReasonCode.optional(),
  params: VerdictParameters.optional(),
  /** Why it does not apply: a key of `ruleClearances`. */
  clearance: z.string().optional(),
  /** `at` from which on it counts, when it must hold for a while first. */
  countsFrom: z.number().optional(),
  receipts: z.array(z.string()),
});
export type RuleTrace = z.infer<typeof RuleTrace>;

export const VerdictChange = z.object({ at: z.number(), verdict: VerdictKind, reason: ReasonCode });
export type VerdictChange = z.infer<typeof VerdictChange>;
