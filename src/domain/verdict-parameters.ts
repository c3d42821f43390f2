import { z } from 'zod';

/** Values of the sentence's placeholders: data, or a phrase of ours in both languages. */
export const VerdictParameters = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(z.string()), z.object({ en: z.string(), ko: z.string() })]),
);
export type VerdictParameters = z.infer<typeof VerdictParameters>;
