import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Ends every connection, watches too. */
  close(): Promise<void>;
}

type Handler = (message: IncomingMessage, response: ServerResponse) => void;

/** The first byte of a TLS handshake. */
const TLS_HANDSHAKE = 22;
const IDLE_MS = 120_000;
const FIRST_BYTE_MS = 10_000;

/** One port on 127.0.0.1 for https and http alike: the first byte tells which. */
export async function listenOnLoopback(port: number, certificate: Certificate, handler: Handler): Promise<Listening> {
  const plain = createHttpServer({ keepAliveTimeout: IDLE_MS }, handler);
  const secure = createHttpsServer(
    { key: certificate.key, cert: certificate.certificate, keepAliveTimeout: IDLE_MS, ALPNProtocols: ['http/1.1'] },
    handler,
  );
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    chooseByFirstByte(socket, (first) => (first === TLS_HANDSHAKE ? secure : plain).emit('connection', socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `https://127.0.0.1:${bound}`,
    port: bound,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function chooseByFirstByte(socket: Socket, choose: (first: number | undefined) => void): void {
  const timer = setTimeout(() => socket.destroy(), FIRST_BYTE_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.once('data', (chunk: Buffer) => {
    clearTimeout(timer);
    socket.pause();
    socket.unshift(chunk);
    choose(chunk[0]);
    // TLS takes what was put back by itself; http waits for it to flow.
    if (chunk[0] !== TLS_HANDSHAKE) socket.resume();
  });
}
