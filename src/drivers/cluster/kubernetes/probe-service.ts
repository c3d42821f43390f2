import type { ProbeResult } from '../../../ports/cluster.ts';
import { redact } from '../../../platform/redact.ts';
import type { ApiClient } from './api-client.ts';
import { parseStatus } from './api-status.ts';
import { connectionProblem } from './connection-problem.ts';
import { readBody } from './read-body.ts';

const MAX_BODY_BYTES = 64 * 1024;
const DEFAULT_TIMEOUT_MS = 3000;
const API_TIMEOUT_MS = 1000;

/** GET of a path of a Service through the API server's proxy. Never rejects: what went wrong is the result. */
export async function probeService(
  client: ApiClient,
  target: {
    readonly namespace: string;
    readonly service: string;
    readonly port: number | string;
    readonly path: string;
  },
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<ProbeResult> {
  const path = target.path.startsWith('/') ? target.path : `/${target.path}`;
  const url = `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/services/${encodeURIComponent(target.service)}:${encodeURIComponent(String(target.port))}/proxy${path}`;
  if (!isPlainPath(path)) return { url: url.slice(0, 300), error: 'not a path' };
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const response = await client.request({ path: url, signal, accept: '*/*' });
    const body = (await readBody(response, MAX_BODY_BYTES)).bytes.toString();
    const own = response.contentType.includes('json') && response.status >= 400 ? parseStatus(body) : undefined;
    if (own !== undefined && own.code === response.status) return { url, error: `${own.code} ${own.message}` };
    return { url, status: response.status, body: redact(body), contentType: response.contentType };
  } catch (error) {
    return { url, error: await whoIsSilent(client, timeout.aborted ? 'timeout' : connectionProblem(error)) };
  }
}

/** A service that hangs and an API server that hangs look the same: the server is asked something small. */
async function whoIsSilent(client: ApiClient, problem: string): Promise<string> {
  if (problem !== 'timeout') return problem;
  try {
    const response = await client.request({ path: '/version', timeoutMs: API_TIMEOUT_MS });
    response.body.destroy();
    return problem;
  } catch {
    return 'the API server does not answer';
  }
}

/** Nothing that would lead out of the proxied service, or into another header. */
function isPlainPath(path: string): boolean {
  const [name = ''] = path.split('?');
  return (
    /^[\u0021-\u007E]{1,2000}$/.test(path) &&
    !path.includes('#') &&
    !name.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part))
  );
}
