import { createHash, timingSafeEqual } from 'node:crypto';
import { RegistryFailure } from './registry-failure.ts';

export interface RegistryUser {
  readonly user: string;
  readonly password: string;
}

/** Checks HTTP Basic credentials in constant time; with no users, everybody is let in. Throws UNAUTHORIZED with the challenge. */
export function createAuthenticator(users: readonly RegistryUser[]): (header: string | undefined) => void {
  const known = users.map(({ user, password }) => digestOf(`${user}:${password}`));
  return (header) => {
    if (known.length === 0) return;
    const given = digestOf(decodeBasic(header));
    const matches = known.map((one) => timingSafeEqual(one, given));
    if (!matches.includes(true)) throw unauthorized(header !== undefined);
  };
}

function decodeBasic(header: string | undefined): string {
  const match = /^basic ([A-Za-z0-9+/=]{1,8192})$/i.exec(header ?? '');
  return Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
}

function unauthorized(tried: boolean): RegistryFailure {
  const message = tried ? 'The user or the password is wrong.' : 'A login is needed.';
  return new RegistryFailure('UNAUTHORIZED', message, { 'WWW-Authenticate': 'Basic realm="registry"' });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
