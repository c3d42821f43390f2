import { createHash, timingSafeEqual } from 'node:crypto';

export interface GitUser {
  readonly user: string;
  readonly password: string;
}

export type Login =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'user'; readonly user: string };

const LONGEST_HEADER = 4096;

/** Who an `Authorization: Basic` header names. Compares in constant time; every user is compared, found or not. */
export function checkLogin(header: string | undefined, users: readonly GitUser[]): Login {
  if (header === undefined) return { kind: 'anonymous' };
  const encoded = /^basic ([a-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined || header.length > LONGEST_HEADER) return { kind: 'wrong' };
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const given = digest(decoded);
  const found = users.filter(({ user, password }) => timingSafeEqual(given, digest(`${user}:${password}`)));
  return found[0] ? { kind: 'user', user: found[0].user } : { kind: 'wrong' };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
