/** SSH host keys, as this machine knows and sees them. */
export interface HostKeys {
  /** What the host shows now, as `type base64`; empty when it does not answer. Seeing a key is no reason to trust it. */
  offered(host: string, port: number): Promise<readonly string[]>;
  /** Text of this user's known_hosts; empty where there is none. */
  ownKnownHosts(): Promise<string>;
}
