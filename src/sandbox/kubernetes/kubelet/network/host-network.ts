import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { IpPool } from './ip-pool.ts';
import type { PodLink, PodNetwork } from './pod-network.ts';

/**
 * Pods on the machine's loopback. Each container is told by PORT (and HOST) where to listen: at its own port where that
 * is free, else at another, which stands for it in `connect`. Addresses of pods are names only.
 */
export class HostNetwork implements PodNetwork {
  readonly reason: string;
  readonly #pool = new IpPool();
  /** Ports of this machine that a pod was told to use. */
  readonly #taken = new Set<number>();

  constructor(why: string) {
    this.reason = `Pods share the loopback of this machine, without service addresses and names: ${why}`;
  }

  resolverOf(): undefined {
    return undefined;
  }

  async attach(): Promise<PodLink> {
    const ip = this.#pool.take();
    const ports = new Map<number, number>();
    return {
      ip,
      network: 'host',
      environmentOf: async (containerPorts) => {
        for (const port of containerPorts) ports.set(port, await this.#place(port, ports.get(port)));
        const [first] = containerPorts;
        const told: Record<string, string> =
          first === undefined ? {} : { PORT: String(ports.get(first)), HOST: '127.0.0.1' };
        return told;
      },
      connect: async (port) => await dial(ports.get(port) ?? port),
      close: async () => {
        this.#pool.give(ip);
        for (const port of ports.values()) this.#taken.delete(port);
      },
    };
  }

  async stop(): Promise<void> {}

  /** A restarted container keeps its port, unless somebody has taken it meanwhile. */
  async #place(wanted: number, known: number | undefined): Promise<number> {
    if (known !== undefined && (await freePort(known))) return known;
    if (known !== undefined) this.#taken.delete(known);
    const isOurs = !this.#taken.has(wanted) && wanted !== known;
    const port = (isOurs ? await freePort(wanted) : undefined) ?? (await freePort(0));
    if (port === undefined) throw new Error('no port of this machine is free');
    this.#taken.add(port);
    return port;
  }
}

/** The port when it is free on all addresses (0: any free one), else undefined. */
async function freePort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}

async function dial(port: number): Promise<Duplex> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
