import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server that can be cut or fall silent, for those alone who go by it. */
export interface UnsteadyLine {
  readonly port: number;
  /** Breaks every connection; new ones work at once. */
  cut(): void;
  /** Nothing passes any more, and nobody is told, until it is `restored`. */
  silence(): void;
  restore(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Leads to the host and port, from a free port of 127.0.0.1 or from where it is told to listen. */
export async function openUnsteadyLine(
  host: string,
  port: number,
  at: { readonly host: string; readonly port: number } = { host: '127.0.0.1', port: 0 },
): Promise<UnsteadyLine> {
  const sockets = new Set<Socket>();
  let silent = false;
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (silent) from.pause();
  };
  const server = createServer((client) => {
    const upstream = connect(port, host);
    pass(client, upstream);
    pass(upstream, client);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(at.port, at.host, resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    silence: () => {
      silent = true;
      for (const socket of sockets) socket.pause();
    },
    restore: () => {
      silent = false;
      for (const socket of sockets) socket.resume();
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
