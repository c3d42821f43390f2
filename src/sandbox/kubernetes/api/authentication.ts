import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { statusFailure } from '../store/status-failure.ts';

/** A bearer token and whom it stands for. */
export interface Token {
  readonly token: string;
  readonly username: string;
  readonly groups: readonly string[];
}

export interface User {
  readonly username: string;
  readonly groups: readonly string[];
}

const AUTHENTICATED = 'system:authenticated';
const MASTERS = 'system:masters';

/** Who may ask. Tokens can be taken back at run time. */
export class Authentication {
  /** Compared as digests, so that the time of a comparison tells nothing. */
  readonly #tokens = new Map<Buffer, Token>();

  constructor(tokens: readonly Token[]) {
    for (const token of tokens) this.#tokens.set(digest(token.token), token);
  }

  /** Throws Unauthorized (401). */
  userOf(headers: IncomingHttpHeaders): User {
    const given = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const found = given === undefined ? undefined : this.#find(given);
    if (!found) throw statusFailure(401, 'Unauthorized', 'Unauthorized');
    return impersonated(headers, found) ?? { username: found.username, groups: [...found.groups, AUTHENTICATED] };
  }

  revoke(token: string): boolean {
    const wanted = digest(token);
    for (const known of this.#tokens.keys()) if (timingSafeEqual(known, wanted)) return this.#tokens.delete(known);
    return false;
  }

  #find(token: string): Token | undefined {
    const wanted = digest(token);
    for (const [known, found] of this.#tokens) if (timingSafeEqual(known, wanted)) return found;
    return undefined;
  }
}

/** `kubectl --as … --as-group …`. Throws Forbidden (403) for all but administrators. */
function impersonated(headers: IncomingHttpHeaders, { username, groups }: Token): User | undefined {
  const wanted = headers['impersonate-user'];
  if (typeof wanted !== 'string' || wanted === '') return undefined;
  if (!groups.includes(MASTERS)) {
    const message = `users ${JSON.stringify(wanted)} is forbidden: User ${JSON.stringify(username)} cannot impersonate resource "users" in API group "" at the cluster scope`;
    throw statusFailure(403, 'Forbidden', message);
  }
  const given = [headers['impersonate-group'] ?? []].flat().flatMap((line) => line.split(/,\s*/));
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(wanted) ?? [];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { username: wanted, groups: [...new Set([...given, ...own, AUTHENTICATED])] };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
