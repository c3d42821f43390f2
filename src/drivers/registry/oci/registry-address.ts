/** Where a registry is, from `host[:port][/path]`. */
export interface RegistryAddress {
  /** As a person writes it, without a scheme. */
  readonly name: string;
  readonly origin: string;
  /** Goes before every repository: empty, or `path/`. */
  readonly prefix: string;
  /** Whether the connection may be unencrypted: this machine only. */
  readonly isLocal: boolean;
}

/** Plain HTTP is for this machine alone (127.0.0.0/8, ::1, localhost), as Docker holds it; everything else is HTTPS. */
export function parseRegistryAddress(url: string): RegistryAddress {
  const name = url.replace(/^https?:\/\//i, '').replace(/\/+$/, '');
  const [host = '', ...path] = name.split('/');
  const isLocal = isLocalHost(new URL(`http://${host}`).hostname);
  const server = host === 'docker.io' || host === 'index.docker.io' ? 'registry-1.docker.io' : host;
  return {
    name,
    origin: `${isLocal ? 'http' : 'https'}://${server}`,
    prefix: path.map((part) => `${part}/`).join(''),
    isLocal,
  };
}

export function isLocalHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
