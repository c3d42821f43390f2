import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import { exec } from '../../../platform/exec.ts';
import { registerSecret } from '../../../platform/redact.ts';
import type { TimedCredentials } from './timed-credentials.ts';
import type { ExecPlugin, KubeconfigContext } from './kubeconfig.ts';

const TIMEOUT_MS = 60_000;
/** Without an expiry the answer is good until it is rejected; a little less than told, as clocks differ. */
const MARGIN_MS = 10_000;

const ExecCredential = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});

/** Runs a credential plugin after https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins. */
export async function runExecPlugin(plugin: ExecPlugin, context: KubeconfigContext): Promise<TimedCredentials> {
  const apiVersion = plugin.apiVersion ?? 'client.authentication.k8s.io/v1';
  const spec = { interactive: false, ...(plugin.provideClusterInfo === true ? { cluster: clusterInfo(context) } : {}) };
  const environment = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const result = await exec(plugin.command, plugin.args ?? [], {
    cwd: process.cwd(),
    env: { ...environment, KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec }) },
    timeoutMs: TIMEOUT_MS,
    maxBytes: 1024 * 1024,
  });
  const credential = result.exitCode === 0 ? parse(result.stdout) : undefined;
  if (credential === undefined)
    throw new LoungeError(
      'CLUSTER_LOGIN',
      { context: context.name },
      { cause: `${plugin.command} ended with ${result.exitCode}` },
    );
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = credential.status;
  if (token !== undefined) registerSecret(token);
  const expiry = Date.parse(expirationTimestamp ?? '');
  return {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(clientCertificateData === undefined ? {} : { certificate: clientCertificateData, key: clientKeyData }),
    ...(Number.isNaN(expiry) ? {} : { expiresAt: expiry - MARGIN_MS }),
  };
}

function parse(text: string): z.infer<typeof ExecCredential> | undefined {
  try {
    return ExecCredential.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function clusterInfo({ cluster }: KubeconfigContext): object {
  return {
    server: cluster.server,
    'certificate-authority-data': cluster['certificate-authority-data'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
  };
}
