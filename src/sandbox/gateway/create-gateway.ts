import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { failurePage, indexPage } from './pages.ts';

export interface PublishedService {
  readonly namespace: string;
  readonly service: string;
}

export interface GatewayOptions {
  /** The service that a Host header means; undefined: none. */
  resolve(host: string): PublishedService | undefined;
  /** A byte stream to a ready pod of the service. Rejects when there is none. */
  connect(namespace: string, service: string): Promise<Duplex>;
  /** What the page of `localhost` lists. */
  services(): readonly PublishedService[];
  /** Appended to a service's name for a link: `.<domain>.localhost`. */
  readonly suffix: string;
}

export interface Gateway {
  /** On 127.0.0.1; 0 chooses a port. Rejects with EADDRINUSE. */
  listen(port: number): Promise<{ readonly port: number; readonly url: string; close(): Promise<void> }>;
}

/** The longest a pod may be silent. */
const SILENCE_MS = 60_000;
/** Headers of one connection; they are not passed on. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** The reverse proxy in front of the services: the first label of the host name is the service. Bodies and websockets are streamed. */
export function createGateway(options: GatewayOptions): Gateway {
  const server = createServer((request, response) => void serve(options, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => void upgrade(options, request, socket, head));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    listen: async (port) => {
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
      const address = server.address() as AddressInfo;
      const close = async () => {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        await closed;
      };
      return { port: address.port, url: `http://127.0.0.1:${address.port}`, close };
    },
  };
}

async function serve(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = request.headers.host ?? '';
  const found = options.resolve(host);
  if (found === undefined) {
    serveOwnPage(options, host, request, response);
    return;
  }
  try {
    forward(request, response, await options.connect(found.namespace, found.service));
  } catch {
    failurePage(request, response, 503, `No ready pod is behind ${found.service}.`, `lounge status ${found.service}`);
  }
}

function serveOwnPage(options: GatewayOptions, host: string, request: IncomingMessage, response: ServerResponse): void {
  const name = host.split(':')[0]?.toLowerCase() ?? '';
  if (name === 'localhost' || name === '127.0.0.1') indexPage(request, response, options);
  else failurePage(request, response, 404, 'No service of this name is published here.', 'lounge status');
}

function forward(request: IncomingMessage, response: ServerResponse, stream: Duplex): void {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.has(name)));
  const passed = sendRequest({
    createConnection: () => stream,
    method: request.method,
    path: request.url,
    headers: { ...headers, 'x-forwarded-host': request.headers.host, 'x-forwarded-proto': 'http', connection: 'close' },
    timeout: SILENCE_MS,
  });
  const fail = () => {
    if (!response.headersSent) failurePage(request, response, 502, 'The pod ended the connection.', 'lounge logs <service>');
    else response.destroy();
  };
  passed.on('response', (answer) => {
    const kept = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.has(name)));
    response.writeHead(answer.statusCode ?? 502, kept);
    answer.on('error', fail).pipe(response);
  });
  passed.on('timeout', () => passed.destroy());
  passed.on('error', fail);
  response.on('close', () => passed.destroy());
  request.pipe(passed);
}

/** Websockets: the request is written as it came, then both sides are joined. */
async function upgrade(options: GatewayOptions, request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy());
  const found = options.resolve(request.headers.host ?? '');
  const stream = found === undefined ? undefined : await options.connect(found.namespace, found.service).catch(() => undefined);
  if (stream === undefined) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
    return;
  }
  const lines = request.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${request.rawHeaders[index + 1] ?? ''}`] : []));
  stream.write([`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  if (head.length > 0) stream.write(head);
  stream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('close', () => stream.destroy());
  stream.pipe(socket).pipe(stream);
}
