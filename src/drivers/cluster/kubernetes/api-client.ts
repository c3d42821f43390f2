import type { Agent as HttpAgent, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Agent, request as httpRequest } from '../../../platform/http-client.ts';
import type { Clock } from '../../../ports/clock.ts';
import { createCredentialSource, pem, type CredentialSource } from './credentials.ts';
import type { ClusterCredentials } from './timed-credentials.ts';
import { loadKubeconfig, type KubeconfigCluster, type KubeconfigContext, type KubeconfigUser } from './kubeconfig.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'PATCH' | 'DELETE' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Until the answer begins, in milliseconds. Default 15 s. */
  readonly timeoutMs?: number;
  /** A user to act as, whatever the kubeconfig says. */
  readonly actAs?: string;
}

/** An answer of any status; its body streams. Whoever gets it reads it to the end or destroys it. */
export interface ApiResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfterMs: number | undefined;
  readonly body: IncomingMessage;
}

/** HTTP to one API server with the credentials of one context. Rejects with the error of the connection. */
export interface ApiClient {
  /** Name of the context, known once something was asked. */
  context(): Promise<string>;
  /** The context with the credentials that are sent. */
  identity(): Promise<{
    readonly context: string;
    readonly server: string;
    readonly cluster: KubeconfigCluster;
    /** PEM of who vouches for the server; undefined for the machine's own. */
    readonly authority: string | undefined;
    readonly user: KubeconfigUser;
    readonly credentials: ClusterCredentials;
  }>;
  request(request: ApiRequest): Promise<ApiResponse>;
}

interface Connection {
  readonly context: KubeconfigContext;
  readonly source: CredentialSource;
  readonly authority: string | undefined;
  agent(credentials: ClusterCredentials): HttpAgent | HttpsAgent;
}

const DEFAULT_TIMEOUT_MS = 15_000;

export function createApiClient(options: {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly clock: Clock;
}): ApiClient {
  let opening: Promise<Connection> | undefined;
  /** What this process holds was refused: a plugin may have renewed it, or somebody who logged in again has written another kubeconfig. */
  const renew = async (open: Connection): Promise<Connection | undefined> => {
    if (open.context.user.exec) {
      open.source.reject();
      return open;
    }
    const again = await connect(options.kubeconfig, options.context, options.clock).catch(() => undefined);
    return again === undefined || isDeepStrictEqual(again.context, open.context) ? undefined : again;
  };
  const connection = async () => {
    opening ??= connect(options.kubeconfig, options.context, options.clock);
    return await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
  };
  return {
    context: async () => (await connection()).context.name,
    identity: async () => {
      const { context, source, authority } = await connection();
      const { name, cluster, user } = context;
      return { context: name, server: cluster.server, cluster, authority, user, credentials: await source.current() };
    },
    request: async (request) => {
      const open = await connection();
      const response = await send(open, request);
      if (response.status !== 401) return response;
      const renewed = await renew(open);
      if (renewed === undefined) return response;
      response.body.destroy();
      opening = Promise.resolve(renewed);
      return await send(renewed, request);
    },
  };
}

async function connect(path: string | undefined, name: string | undefined, clock: Clock): Promise<Connection> {
  const context = await loadKubeconfig(path, name);
  const { cluster } = context;
  const authority = await pem(context, cluster['certificate-authority-data'], cluster['certificate-authority']);
  const agents = new Map<string, HttpAgent | HttpsAgent>();
  const proxy = cluster['proxy-url'];
  const common = {
    keepAlive: true,
    keepAliveMsecs: 1000,
    ...(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
  };
  const tls = {
    ...(authority === undefined ? {} : { ca: authority }),
    ...(cluster['tls-server-name'] === undefined ? {} : { servername: cluster['tls-server-name'] }),
    rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
  };
  return {
    context,
    authority,
    source: createCredentialSource(context, clock),
    agent: ({ certificate, key }) => {
      const known = agents.get(certificate ?? '');
      if (known !== undefined) return known;
      const identity = certificate === undefined ? {} : { cert: certificate, ...(key === undefined ? {} : { key }) };
      const agent = cluster.server.startsWith('https:')
        ? new HttpsAgent({ ...common, ...tls, ...identity })
        : new Agent(common);
      agents.set(certificate ?? '', agent);
      return agent;
    },
  };
}

async function send(connection: Connection, request: ApiRequest): Promise<ApiResponse> {
  const credentials = await connection.source.current();
  const url = new URL(connection.context.cluster.server);
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const content =
    body === undefined
      ? {}
      : { 'content-type': request.contentType ?? 'application/json', 'content-length': String(body.length) };
  const options: RequestOptions = {
    method: request.method ?? 'GET',
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    // As given: a URL object would rewrite `..` and encoded parts.
    path: `${url.pathname.replace(/\/$/, '')}${request.path}${queryOf(request.query)}`,
    agent: connection.agent(credentials),
    headers: {
      accept: request.accept ?? 'application/json',
      'user-agent': 'ai-lounge',
      ...credentials.headers,
      ...(request.actAs === undefined ? {} : { 'impersonate-user': request.actAs, 'impersonate-group': [] }),
      ...content,
    },
    ...(request.signal ? { signal: request.signal } : {}),
  };
  return await exchange(options, body, request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
}

async function exchange(options: RequestOptions, body: Buffer | undefined, timeoutMs: number): Promise<ApiResponse> {
  return await new Promise((resolve, reject) => {
    const outgoing = (options.protocol === 'https:' ? httpsRequest : httpRequest)(options);
    const giveUp = () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(giveUp, timeoutMs);
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.on('socket', keepQuiet);
    outgoing.on('response', (incoming) => {
      clearTimeout(timer);
      // Errors while reading reach whoever reads; without a reader they must not end the process.
      incoming.on('error', ignoreError);
      resolve(responseOf(incoming));
    });
    outgoing.end(body);
  });
}

/** An abort at the moment when a connection goes back to its pool finds nobody who listens, and would end the process. */
function keepQuiet(socket: Socket): void {
  if (!socket.listeners('error').includes(ignoreError)) socket.on('error', ignoreError);
}

function ignoreError(): void {}

function responseOf(incoming: IncomingMessage): ApiResponse {
  const { 'content-type': contentType = '', 'retry-after': wait } = incoming.headers;
  return { status: incoming.statusCode ?? 0, contentType, retryAfterMs: retryAfter(wait), body: incoming };
}

function queryOf(query: ApiRequest['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || Number.isNaN(seconds) ? undefined : Math.min(seconds, 30) * 1000;
}
