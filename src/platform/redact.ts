const secrets = new Set<string>();
const MASK = '***';
/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 6;

/** Registers a value that must never appear in a log, an error, a recording or on a terminal. */
export function registerSecret(value: string): void {
  if (value.length < SHORTEST_SECRET) return;
  for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')]) secrets.add(form);
}

/** The text with every registered secret, and the user part of every URL, masked. Linear in the text per secret. */
export function redact(text: string): string {
  let result = text.replace(/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,256}:[^\s/@]{1,512}@/gi, `$1${MASK}@`);
  for (const secret of secrets) if (result.includes(secret)) result = result.replaceAll(secret, MASK);
  return result;
}
