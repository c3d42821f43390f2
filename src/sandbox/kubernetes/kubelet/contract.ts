import type { Duplex } from 'node:stream';

/** What the API server and the gateway ask of the node. */
export interface Node {
  /** A byte stream to a port of a running pod, whatever the isolation. Rejects with ECONNREFUSED or ENOENT. */
  connect(namespace: string, pod: string, port: number): Promise<Duplex>;
  /** The container's log as `kubectl logs` shows it. Throws NotFound / BadRequest failures with Kubernetes' own words. */
  logs(namespace: string, pod: string, options: LogOptions): AsyncIterable<Uint8Array>;
  /** full: own root, network, processes; process: plain processes on loopback, said loudly. */
  readonly isolation: { readonly level: 'full' | 'process'; readonly reason?: string };
}

export interface LogOptions {
  readonly container?: string;
  readonly follow?: boolean;
  readonly previous?: boolean;
  readonly timestamps?: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly sinceTime?: string;
  readonly limitBytes?: number;
  readonly signal?: AbortSignal;
}
