/** What proves who asks: headers, and for TLS a certificate with its key (PEM). */
export interface ClusterCredentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

export interface TimedCredentials extends ClusterCredentials {
  /** Milliseconds since the epoch; undefined: for ever. */
  readonly expiresAt?: number | undefined;
}
