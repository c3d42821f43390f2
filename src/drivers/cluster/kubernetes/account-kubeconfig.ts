import { stringify } from 'yaml';
import { z } from 'zod';
import { registerSecret } from '../../../platform/redact.ts';
import type { AccountKubeconfig } from '../../../ports/cluster-administration.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiClient } from './api-client.ts';

const GROUP = 'authentication.k8s.io';
const TokenRequest = z.object({ status: z.object({ token: z.string().min(1), expirationTimestamp: z.string() }) });

/** Asks for a token of a ServiceAccount, and puts it beside the cluster of our own context: nothing else of ours goes along. */
export async function accountKubeconfig(
  client: ApiClient,
  calls: ApiCalls,
  { namespace, name, seconds }: { readonly namespace: string; readonly name: string; readonly seconds: number },
): Promise<AccountKubeconfig | undefined> {
  const request = {
    apiVersion: `${GROUP}/v1`,
    kind: 'TokenRequest',
    spec: { expirationSeconds: seconds },
  };
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`;
  const answer = await calls.answer(
    { method: 'POST', path, body: JSON.stringify(request) },
    { verb: 'create a token for', kind: 'ServiceAccount', name },
  );
  if (!answer.found) return undefined;
  const { token, expirationTimestamp } = TokenRequest.parse(answer.value).status;
  registerSecret(token);
  const { context, cluster, authority } = await client.identity();
  const { 'certificate-authority': _file, 'certificate-authority-data': _data, ...reached } = cluster;
  const trusted =
    authority === undefined ? {} : { 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{ name: context, cluster: { ...reached, ...trusted } }],
    contexts: [{ name: context, context: { cluster: context, user: name, namespace } }],
    users: [{ name, user: { token } }],
  });
  return { text, context, expires: expirationTimestamp };
}
