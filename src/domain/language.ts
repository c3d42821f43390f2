import { z } from 'zod';

/** The languages that people are spoken to in. Codes, JSON keys and logs stay English. */
export const Language = z.enum(['en', 'ko']);
export type Language = z.infer<typeof Language>;
