/** Offsets of Cloudflare tunnel tokens: base64 of JSON with an account, a tunnel and a secret. */
export function findTunnelTokens(text: string): readonly number[] {
  if (!text.includes('eyJ')) return [];
  return [...text.matchAll(/\beyJ[A-Za-z0-9+/_-]{97,2000}={0,2}/g)]
    .filter(([token]) => isTunnelToken(token))
    .map(({ index }) => index);
}

function isTunnelToken(token: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    if (typeof value !== 'object' || value === null || !('a' in value) || !('t' in value) || !('s' in value))
      return false;
    return (
      /^[0-9a-f]{32}$/.test(String(value.a)) && /^[0-9a-f-]{36}$/.test(String(value.t)) && typeof value.s === 'string'
    );
  } catch {
    return false;
  }
}
