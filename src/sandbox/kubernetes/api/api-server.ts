import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../../../platform/clock.ts';
import type { Node } from '../kubelet/contract.ts';
import type { ObjectStore } from '../store/object-store.ts';
import { badRequest, statusFailure } from '../store/status-failure.ts';
import { parseAccept } from './accept.ts';
import type { ApiContext } from './api-request.ts';
import { Authentication, type Token } from './authentication.ts';
import { selfSignedCertificate, type Certificate } from './certificate.ts';
import { ListSnapshots } from './list-snapshots.ts';
import { listenOnLoopback, type Listening } from './loopback-listener.ts';
import { sendFailure, sendJson, sendText } from './responses.ts';
import { route } from './route.ts';
import { WatchTicks } from './watch-ticks.ts';

export interface ApiServerOptions {
  readonly store: ObjectStore;
  /** May come later, by `attachNode`. */
  readonly node?: Node;
  readonly tokens: readonly Token[];
  /** As `v1.35.0`: the version of Kubernetes that clients see. */
  readonly version: string;
  readonly clock?: Clock;
  /** Kept by the caller, so that a kubeconfig outlives a restart; made anew when left out. */
  readonly certificate?: Certificate;
  /** Hears of every failure that is a bug. Default: the process's standard error. */
  readonly onBug?: (error: unknown) => void;
}

export interface ApiServer {
  /** PEM: clients trust it as their certificate authority. */
  readonly certificate: string;
  /** On 127.0.0.1; 0 chooses a port. `url` is https (kubectl sends a token over TLS only); plain http is answered too. */
  listen(port: number): Promise<Listening>;
  attachNode(node: Node): void;
  /** From now on the token is answered with 401; false when it was not known. Watches that run go on, as in Kubernetes. */
  revoke(token: string): boolean;
}

const HEALTH = new Set(['/healthz', '/livez', '/readyz']);

/** A Kubernetes-compatible API over a store. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const clock = options.clock ?? systemClock;
  const authentication = new Authentication(options.tokens);
  const certificate = options.certificate ?? selfSignedCertificate('kubernetes', clock.now());
  let { node } = options;
  const context: ApiContext = {
    store: options.store,
    clock,
    version: options.version,
    node: () => {
      if (!node) throw statusFailure(503, 'ServiceUnavailable', 'the node is not ready');
      return node;
    },
    snapshots: new ListSnapshots(clock),
    ticks: new WatchTicks(),
  };
  const onBug = options.onBug ?? ((error) => console.error(error));
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    answer(context, authentication, message, response).catch((error: unknown) => sendFailure(response, error, onBug));
  };
  return {
    certificate: certificate.certificate,
    listen: async (port) => await listenOnLoopback(port, certificate, handle),
    attachNode: (attached) => {
      node = attached;
    },
    revoke: (token) => authentication.revoke(token),
  };
}

async function answer(
  context: ApiContext,
  authentication: Authentication,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = parseUrl(message.url ?? '/');
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
  if (HEALTH.has(path)) return sendText(response, 200, 'ok');
  if (path === '/version') return sendJson(response, 200, versionOf(context.version));
  const user = authentication.userOf(message.headers);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.on('error', () => gone.abort());
  await route({
    context,
    method: message.method ?? 'GET',
    path: path.startsWith('/api') ? url.pathname : path,
    query: url.searchParams,
    accept: parseAccept(message.headers.accept),
    user,
    message,
    response,
    signal: gone.signal,
  });
}

function parseUrl(text: string): URL {
  const url = URL.parse(text.startsWith('/') ? `http://localhost${text}` : text);
  if (!url) throw badRequest('the request has no valid URL');
  return url;
}

function versionOf(version: string): Record<string, string> {
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return {
    major,
    minor,
    gitVersion: version,
    gitTreeState: 'clean',
    platform: `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`,
  };
}
