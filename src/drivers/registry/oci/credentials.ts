import { z } from 'zod';
import { isLocalHost, type RegistryAddress } from './registry-address.ts';
import { readReply, sendRequest } from './send-request.ts';

export interface Login {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** How a registry asks for a login (RFC 9110 and the distribution token specification). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer';
      readonly realm: string;
      readonly service: string | undefined;
      readonly scope: string | undefined;
    };

const MAX_TOKEN_BYTES = 1024 * 1024;
const Token = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
});

/** Reads WWW-Authenticate; undefined when it asks for neither Basic nor Bearer. */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const bearer = /(?:^|,\s*)bearer\s+(.*)$/i.exec(header ?? '')?.[1];
  if (bearer === undefined) return /(?:^|,\s*)basic\b/i.test(header ?? '') ? { scheme: 'basic' } : undefined;
  const values = new Map(
    [...bearer.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
  const realm = values.get('realm');
  return realm === undefined
    ? undefined
    : { scheme: 'bearer', realm, service: values.get('service'), scope: values.get('scope') };
}

export function basicAuthorization({ user, password }: Login): string | undefined {
  return user === undefined || user === ''
    ? undefined
    : `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
}

/** Fetches a token; undefined when the token server refuses the login. A realm without encryption gets no password. */
export async function fetchToken(
  challenge: Challenge & { scheme: 'bearer' },
  scope: string | undefined,
  login: Login,
  address: RegistryAddress,
  signal?: AbortSignal,
): Promise<{ readonly token: string; readonly seconds: number } | undefined> {
  const url = new URL(challenge.realm);
  const isSafe =
    url.protocol === 'https:' || (address.isLocal && url.protocol === 'http:' && isLocalHost(url.hostname));
  if (!isSafe) throw new Error(`it names ${url.protocol}//${url.host} for logins, which is not encrypted`);
  if (challenge.service !== undefined) url.searchParams.set('service', challenge.service);
  for (const one of (scope ?? challenge.scope ?? '').split(' ')) if (one !== '') url.searchParams.append('scope', one);
  const authorization = basicAuthorization(login);
  const headers: Record<string, string> = authorization === undefined ? {} : { Authorization: authorization };
  const reply = await sendRequest({ method: 'GET', url: url.href, headers, ...(signal ? { signal } : {}) });
  const body = await readReply(reply, MAX_TOKEN_BYTES);
  if (reply.status === 401 || reply.status === 403) return undefined;
  if (reply.status !== 200) throw new Error(`its token server answered ${reply.status}`);
  const found = Token.parse(JSON.parse(body.toString()));
  const token = found.token ?? found.access_token;
  return token === undefined ? undefined : { token, seconds: found.expires_in ?? 60 };
}
