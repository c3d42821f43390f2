/** The languages that people are spoken to in. Codes, JSON keys and logs stay English. */
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];
