import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isErrno } from '../../platform/files.ts';
import { createAuthenticator, type RegistryUser } from './authenticate.ts';
import { serveBlob, serveUpload, serveUploads } from './blob-routes.ts';
import { openContentStore } from './content-store.ts';
import { answerFailure, answerJson, type Exchange } from './exchange.ts';
import { serveCatalog, serveManifest, serveReferrers, serveTags } from './manifest-routes.ts';
import { RegistryFailure } from './registry-failure.ts';
import { RepositoryStore } from './repository-store.ts';
import { parseRoute, type Route } from './route.ts';
import type { Stores } from './stores.ts';
import { UploadSessions } from './upload-sessions.ts';

export interface RegistryOptions {
  /** Absolute; made when it is not there. */
  readonly folder: string;
  /** Basic logins; none: open to everybody on this machine. */
  readonly users: readonly RegistryUser[];
  /** All content together. Default: no limit. */
  readonly maxBytes?: number;
}

export interface RegistryServer {
  handler(request: IncomingMessage, response: ServerResponse): void;
  /** Listens on 127.0.0.1; port 0 chooses one. Rejects with EADDRINUSE. */
  listen(port: number): Promise<ListeningRegistry>;
}

export interface ListeningRegistry {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Ends open connections too; interrupted uploads can be resumed. */
  close(): Promise<void>;
}

const IDLE_MS = 60_000;

/** An OCI distribution registry (specification 1.1) on a folder. */
export async function createRegistry(options: RegistryOptions): Promise<RegistryServer> {
  const content = await openContentStore(join(options.folder, 'content'), options.maxBytes ?? Number.MAX_SAFE_INTEGER);
  const repositories = new RepositoryStore(join(options.folder, 'repositories'));
  const uploads = new UploadSessions(content, repositories);
  await uploads.sweep(Date.now());
  const stores = { content, repositories, uploads };
  const authenticate = createAuthenticator(options.users);

  const serve = async (exchange: Exchange, path: string): Promise<void> => {
    authenticate(exchange.request.headers.authorization);
    const route = parseRoute(path);
    if (route === undefined) throw new RegistryFailure('NAME_UNKNOWN', 'The registry has no such path.');
    await dispatch(stores, exchange, route);
  };
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s, 2);
    const exchange = { method: request.method ?? 'GET', query: new URLSearchParams(search), request, response };
    serve(exchange, path).catch((error: unknown) => answerFailure(exchange, asFailure(error)));
  };
  return { handler, listen: async (port) => await listen(handler, port) };
}

async function dispatch(stores: Stores, exchange: Exchange, route: Route): Promise<void> {
  if (route.kind === 'root') return answerJson(exchange, {});
  if (route.kind === 'catalog') return await serveCatalog(stores, exchange);
  if (route.kind === 'blob') return await serveBlob(stores, exchange, route.repository, route.digest);
  if (route.kind === 'uploads') return await serveUploads(stores, exchange, route.repository);
  if (route.kind === 'upload') return await serveUpload(stores, exchange, route.repository, route.upload);
  if (route.kind === 'manifest') return await serveManifest(stores, exchange, route.repository, route.reference);
  if (route.kind === 'tags') return await serveTags(stores, exchange, route.repository);
  await serveReferrers(stores, exchange, route.repository, route.digest);
}

function asFailure(error: unknown): RegistryFailure {
  if (error instanceof RegistryFailure) return error;
  if (isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT'))
    return new RegistryFailure('DENIED', 'The registry is full: no space is left on its disk.');
  return new RegistryFailure(
    'UNKNOWN',
    `The registry failed: ${error instanceof Error && 'code' in error ? String(error.code) : 'internal error'}.`,
  );
}

async function listen(handler: RegistryServer['handler'], port: number): Promise<ListeningRegistry> {
  // A large layer over a slow line may take long: the connection may be idle for a minute, but the request has no deadline.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: IDLE_MS, highWaterMark: 256 * 1024 }, handler);
  server.setTimeout(IDLE_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
