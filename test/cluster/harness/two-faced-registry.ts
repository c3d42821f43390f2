import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry } from '../../../src/sandbox/registry/registry.ts';

/** How the nodes of a cluster fare at a registry that always answers this machine. */
export type Nodes = 'served' | 'cut off' | 'kept waiting';

export interface TwoFacedRegistry {
  /** host:port */
  readonly url: string;
  nodes: Nodes;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A registry without a login; containerd, by which nodes pull, says who it is. */
export async function twoFacedRegistry(): Promise<TwoFacedRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-registry-'));
  const registry = await createRegistry({ folder, users: [] });
  const made: { nodes: Nodes } = { nodes: 'served' };
  const server = createServer((request, response) => {
    const isNode = /containerd|cri-o/i.test(request.headers['user-agent'] ?? '');
    if (isNode && made.nodes === 'cut off') return void request.socket.destroy();
    if (isNode && made.nodes === 'kept waiting') return;
    registry.handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(made, {
    url: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  });
}
