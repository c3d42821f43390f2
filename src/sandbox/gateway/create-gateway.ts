import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { upgradeHeaders } from './forward-headers.ts';
import { answerIndex, answerProblem, rawProblem, type GatewayProblem, type Link } from './gateway-page.ts';
import { proxyRequest } from './proxy-request.ts';

export interface ServiceAddress {
  readonly namespace: string;
  readonly service: string;
}

export interface GatewayOptions {
  /** The service behind a host name (lower case, no port), or undefined. */
  resolve(host: string): ServiceAddress | undefined;
  /** A byte stream to a ready pod. Rejects with code ENOENT when there is none, ECONNREFUSED when nothing listens. */
  connect(namespace: string, service: string): Promise<Duplex>;
  /** What the page at `http://localhost:<port>/` lists. */
  services(): readonly ServiceAddress[];
  /** Appended to the name of a service for a link: `.<domain>.localhost`. */
  readonly suffix: string;
  /** Until the head of an answer; what streams after it has no limit. Default one minute. */
  readonly timeoutMs?: number;
}

export interface Gateway {
  /** Listens on 127.0.0.1; port 0 chooses one. Rejects with EADDRINUSE. */
  listen(port: number): Promise<ListeningGateway>;
}

export interface ListeningGateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** The way in for browsers: an HTTP proxy that picks the service by host name, and reaches nothing but services. */
export function createGateway(options: GatewayOptions): Gateway {
  return { listen: async (port) => await listen(options, port) };
}

async function listen(options: GatewayOptions, port: number): Promise<ListeningGateway> {
  const upgraded = new Set<Duplex>();
  const server = createServer({ requestTimeout: 0 }, (request, response) => void serve(options, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    void upgrade(options, request, socket, head);
  });
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
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

async function serve(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = hostOf(request);
  const fail = (problem: GatewayProblem) => answerProblem(request, response, problem, linksOf(options, request));
  // A full address instead of a path could only name another server.
  if (host === undefined || !request.url?.startsWith('/')) return fail('bad-request');
  if (host === 'localhost' || host === '127.0.0.1') return answerIndex(request, response, linksOf(options, request));
  const connection = await connectTo(options, host);
  if (typeof connection === 'string') return fail(connection);
  if (response.destroyed) return void connection.destroy();
  proxyRequest(request, response, connection, options.timeoutMs ?? DEFAULT_TIMEOUT_MS, fail);
}

/** WebSocket and the like: the request goes on as it is, and then bytes flow both ways. */
async function upgrade(options: GatewayOptions, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy());
  const host = hostOf(request);
  const isValid = host !== undefined && request.url?.startsWith('/') === true;
  const connection = isValid ? await connectTo(options, host) : 'bad-request';
  if (typeof connection === 'string') return void socket.end(rawProblem(connection));
  if (socket.destroyed) return void connection.destroy();
  connection.on('error', () => socket.destroy());
  const headers = upgradeHeaders(request).map(([name, value]) => `${name}: ${value}\r\n`);
  connection.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`, 'latin1');
  connection.write(head);
  connection.once('close', () => socket.destroy());
  socket.once('close', () => connection.destroy());
  connection.pipe(socket).pipe(connection);
}

async function connectTo(options: GatewayOptions, host: string): Promise<Duplex | GatewayProblem> {
  const found = options.resolve(host);
  if (found === undefined) return 'unknown-service';
  try {
    return await options.connect(found.namespace, found.service);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' ? 'no-endpoints' : 'unreachable';
  }
}

/** The host name of a request, lower case and without a port; undefined when it is not one. */
function hostOf(request: IncomingMessage): string | undefined {
  return /^([a-z0-9][a-z0-9.-]{0,252})(?::\d{1,5})?$/i.exec(request.headers.host ?? '')?.[1]?.toLowerCase();
}

function linksOf(options: GatewayOptions, request: IncomingMessage): readonly Link[] {
  const port = request.socket.localPort ?? 80;
  return options.services().map(({ service }) => ({ service, url: `http://${service}${options.suffix}:${port}/` }));
}
