import { z } from 'zod';

/** A fact that the engine observed itself. Its id is the sha256 of the canonical JSON of the rest. */
export const Receipt = z.object({
  /** sha256 in hex. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the fact comes from: `watch Pod/web-1`, `probe`, `registry v202601010000`, … */
  source: z.string(),
  /** ISO time at which the fact says it happened (a log line's own time), else when it arrived. */
  observedAt: z.string(),
  /** ISO time at which it arrived. */
  receivedAt: z.string(),
  /** The event as it was observed, without `at`. */
  data: z.record(z.string(), z.unknown()),
});
export type Receipt = z.infer<typeof Receipt>;
