import { createHash, createHmac } from 'node:crypto';

/** How a host is written in known_hosts: its name, or `[name]:port`. */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host : `[${host}]:${port}`;
}

/** Keys (`type base64`) that the lines of a known_hosts file give for a host, hashed names included. */
export function knownHostKeys(text: string, host: string, port: number): readonly string[] {
  const name = knownHostName(host, port);
  return text.split('\n').flatMap((line) => {
    const [names, type, key] = line.trim().split(/\s+/);
    // Lines with a marker (@revoked, @cert-authority) vouch for nothing here.
    if (names === undefined || type === undefined || key === undefined || /^[#@]/.test(names)) return [];
    return names.split(',').some((pattern) => matches(pattern, name)) ? [`${type} ${key}`] : [];
  });
}

function matches(pattern: string, name: string): boolean {
  const [, scheme, salt, hash] = pattern.split('|');
  if (scheme !== '1' || salt === undefined || hash === undefined) return pattern === name;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** `SHA256:…`, as ssh shows it. */
export function hostKeyFingerprint(key: string): string {
  const raw = Buffer.from(key.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(raw).digest('base64').replace(/=+$/, '')}`;
}

export type HostKeyDecision =
  /** Argo CD has a line that fits. */
  | { readonly kind: 'known' }
  /** Lines that somebody trusted vouches for, and Argo CD lacks. */
  | { readonly kind: 'add'; readonly lines: readonly string[] }
  /** A line that is not what the host shows. */
  | { readonly kind: 'wrong'; readonly place: 'argocd' | 'own' }
  | { readonly kind: 'unknown' };

/** Whether Argo CD may trust the host. `offered` is empty when the host cannot be seen from here. */
export function decideHostKey(options: {
  readonly host: string;
  readonly port: number;
  readonly offered: readonly string[];
  /** known_hosts of Argo CD. */
  readonly argocd: string;
  /** known_hosts of the person who sets the lounge up. */
  readonly own: string;
}): HostKeyDecision {
  const { host, port, offered } = options;
  const fits = (keys: readonly string[]) => (offered.length === 0 ? keys : keys.filter((key) => offered.includes(key)));
  const [argocd, own] = [knownHostKeys(options.argocd, host, port), knownHostKeys(options.own, host, port)];
  if (fits(argocd).length > 0) return { kind: 'known' };
  if (argocd.length > 0) return { kind: 'wrong', place: 'argocd' };
  if (fits(own).length > 0)
    return { kind: 'add', lines: fits(own).map((key) => `${knownHostName(host, port)} ${key}`) };
  return own.length > 0 ? { kind: 'wrong', place: 'own' } : { kind: 'unknown' };
}
