const BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
/** An Ed25519 key has 64 letters. */
const SHORTEST_BODY = 40;

/** Offsets of PEM private keys with a body, line breaks written as `\n` too. */
export function findPrivateKeys(text: string): readonly number[] {
  if (!text.includes('PRIVATE KEY')) return [];
  return [...text.matchAll(BEGIN)].flatMap((match) => {
    const start = match.index + match[0].length;
    const body = text.slice(start, start + 400).split('-----END', 1)[0] ?? '';
    const letters = body.replaceAll(/\\[nr]/g, '').replaceAll(/[^A-Za-z0-9+/=]/g, '');
    return letters.length >= SHORTEST_BODY && !body.includes('...') ? [match.index] : [];
  });
}
