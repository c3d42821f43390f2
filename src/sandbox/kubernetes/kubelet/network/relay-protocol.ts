/** What the node tells the relay, one JSON object a line on its standard input: always the whole tables. */
export interface RelayTables {
  readonly services: readonly RelayService[];
  readonly names: readonly RelayName[];
}

/** Connections to `ip:port` go to one of the targets in turn; without a target they are refused. */
export interface RelayService {
  readonly ip: string;
  readonly port: number;
  readonly targets: readonly RelayTarget[];
}

export interface RelayTarget {
  readonly ip: string;
  readonly port: number;
}

/** A name of the cluster's domain, in lower case without the last dot, and its addresses. */
export interface RelayName {
  readonly name: string;
  readonly ips: readonly string[];
}

/** The relay's socket in its folder: a client writes `<ip> <port>\n` and reads `ok\n` or `error <code>\n` before the bytes. */
export const RELAY_SOCKET = 'relay.sock';
/** The name server, as in every cluster. */
export const DNS_IP = '10.96.0.10';
export const CLUSTER_DOMAIN = 'cluster.local';
export const BRIDGE_IP = '10.244.0.1';
export const HOST_IP = '10.245.0.1';
