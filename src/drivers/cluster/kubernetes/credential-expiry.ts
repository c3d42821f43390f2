import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from './api-status.ts';
import type { KubeconfigUser } from './kubeconfig.ts';
import type { ClusterCredentials } from './timed-credentials.ts';

export interface CredentialExpiry {
  readonly what: 'token' | 'certificate';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const Claims = z.object({ exp: z.number().int().positive() });

/** When the credentials end, the sooner of token and certificate; undefined for what renews itself or never ends. */
export function credentialExpiry(credentials: ClusterCredentials, user: KubeconfigUser): CredentialExpiry | undefined {
  const renewsItself = user.exec !== undefined && user.exec !== null;
  if (renewsItself) return undefined;
  const ends = [tokenEnd(user.token), certificateEnd(credentials.certificate)].filter((end) => end !== undefined);
  return ends.toSorted((one, other) => one.at - other.at)[0];
}

/** `exp` of a JSON Web Token, as service accounts have them; any other token tells nothing. */
function tokenEnd(token: string | undefined): CredentialExpiry | undefined {
  const [, payload, signature] = (token ?? '').trim().split('.');
  if (payload === undefined || signature === undefined) return undefined;
  const claims = Claims.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()));
  return claims.success ? { what: 'token', at: claims.data.exp * 1000 } : undefined;
}

function certificateEnd(certificate: string | undefined): CredentialExpiry | undefined {
  if (certificate === undefined) return undefined;
  try {
    return { what: 'certificate', at: new X509Certificate(certificate).validToDate.getTime() };
  } catch {
    return undefined;
  }
}
