import { z } from 'zod';

/** Where a finding is: the source line, even when the render was judged. Lines and columns count from 1. */
export const Place = z.object({
  file: z.string(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  /** `Kind/name` of the rendered object, and the commit, when the place is not a file alone. */
  object: z.string().optional(),
  commit: z.string().optional(),
});
export type Place = z.infer<typeof Place>;

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** What a policy rule reports. `message` and `fix` are in the language asked for; secret values are masked. */
export const Finding = z.object({
  rule: z.string(),
  severity: Severity,
  place: Place,
  message: z.string(),
  fix: z.string(),
  /** A stable id without line numbers. */
  fingerprint: z.string(),
});
export type Finding = z.infer<typeof Finding>;
