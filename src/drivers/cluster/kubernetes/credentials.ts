import { readFile } from 'node:fs/promises';
import { LoungeError } from '../../../domain/errors.ts';
import { registerSecret } from '../../../platform/redact.ts';
import type { Clock } from '../../../ports/clock.ts';
import { runExecPlugin } from './exec-plugin.ts';
import type { ClusterCredentials, TimedCredentials } from './timed-credentials.ts';
import type { KubeconfigContext } from './kubeconfig.ts';

export interface CredentialSource {
  current(): Promise<ClusterCredentials>;
  /** The API server did not accept them: the next `current` asks anew. */
  reject(): void;
}

/** A token file is read again after this time, as bound service account tokens are renewed in place. */
const TOKEN_FILE_MS = 60_000;

/** Credentials of a context, kept as long as they are good. */
export function createCredentialSource(context: KubeconfigContext, clock: Clock): CredentialSource {
  let kept: Promise<TimedCredentials> | undefined;
  let expiresAt: number | undefined;
  const renew = async () => {
    const credentials = await obtain(context, clock);
    expiresAt = credentials.expiresAt;
    return withImpersonation(credentials, context);
  };
  return {
    current: async () => {
      if (expiresAt !== undefined && clock.now() >= expiresAt) kept = undefined;
      kept ??= renew();
      return await kept.catch((error: unknown) => {
        kept = undefined;
        throw error;
      });
    },
    reject: () => {
      kept = undefined;
    },
  };
}

async function obtain(context: KubeconfigContext, clock: Clock): Promise<TimedCredentials> {
  const { user } = context;
  const files = await certificateOf(context);
  if (user.exec) return { ...files, ...(await runExecPlugin(user.exec, context)) };
  if (user['auth-provider'] !== undefined && user['auth-provider'] !== null)
    return { ...files, headers: await askLibrary(context), expiresAt: clock.now() + TOKEN_FILE_MS };
  if (user.tokenFile !== undefined && user.tokenFile !== '')
    return {
      ...files,
      headers: bearer(await readCredentialFile(context, user.tokenFile)),
      expiresAt: clock.now() + TOKEN_FILE_MS,
    };
  if (user.token !== undefined && user.token !== '') return { ...files, headers: bearer(user.token) };
  if (user.username !== undefined && user.password !== undefined) {
    registerSecret(user.password);
    return {
      ...files,
      headers: { authorization: `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}` },
    };
  }
  return { ...files, headers: {} };
}

/** The header of a bearer token, which is a secret from now on. */
export function bearer(token: string): { readonly authorization: string } {
  const clean = token.trim();
  registerSecret(clean);
  return { authorization: `Bearer ${clean}` };
}

async function certificateOf(context: KubeconfigContext): Promise<Pick<ClusterCredentials, 'certificate' | 'key'>> {
  const { user } = context;
  const [certificate, key] = await Promise.all([
    pem(context, user['client-certificate-data'], user['client-certificate']),
    pem(context, user['client-key-data'], user['client-key']),
  ]);
  return { certificate, key };
}

/** Text of `…-data` (base64), else of the file. Throws CLUSTER_CONFIG. */
export async function pem(
  context: KubeconfigContext,
  data: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64').toString();
  return file === undefined || file === '' ? undefined : await readCredentialFile(context, file);
}

async function readCredentialFile(context: KubeconfigContext, file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => {
    throw new LoungeError('CLUSTER_CONFIG', { file: context.files.join(':'), problem: `${file} cannot be read` });
  });
}

function withImpersonation(credentials: TimedCredentials, { user }: KubeconfigContext): TimedCredentials {
  if (user.as === undefined || user.as === '') return credentials;
  return {
    ...credentials,
    headers: { ...credentials.headers, 'impersonate-user': user.as, 'impersonate-group': user['as-groups'] ?? [] },
  };
}

/** The old provider plugins (OIDC) are left to the official library, which takes most of a second to load. */
async function askLibrary(context: KubeconfigContext): Promise<Record<string, string>> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(context.files[0] ?? '');
  config.setCurrentContext(context.name);
  const options: { headers: Record<string, string> } = { headers: {} };
  await config.applyToHTTPSOptions(options);
  return Object.fromEntries(
    Object.entries(options.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
