import type { Duplex } from 'node:stream';

/** A pod's place in the network. */
export interface PodLink {
  readonly ip: string;
  /** For the isolated command: whose network its containers join. */
  readonly network: 'host' | { readonly joinProcess: number };
  /** Variables that tell a container where to listen, where pods share the machine's network. */
  environmentOf(containerPorts: readonly number[]): Promise<Readonly<Record<string, string>>>;
  /** A stream to a port of the pod. Rejects with ECONNREFUSED. */
  connect(port: number): Promise<Duplex>;
  close(): Promise<void>;
}

/** How pods reach each other and how the node reaches them. */
export interface PodNetwork {
  /** Why it is less than a network of its own, where it is. */
  readonly reason?: string;
  /** Name server and search list for /etc/resolv.conf; undefined where the machine's own is used. */
  resolverOf(namespace: string): string | undefined;
  attach(pod: PodIdentity): Promise<PodLink>;
  stop(): Promise<void>;
}

export interface PodIdentity {
  readonly name: string;
  readonly hostname: string;
}
