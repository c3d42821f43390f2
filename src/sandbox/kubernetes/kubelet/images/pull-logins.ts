import type { ObjectStore } from '../../store/object-store.ts';
import { dataOf } from '../pods/data-objects.ts';
import type { ImageName } from './image-name.ts';
import type { Login } from './registry-client.ts';

/** The logins of the named Secrets that are for the image's registry (or a part of its path). */
export function pullLogins(
  store: ObjectStore,
  namespace: string,
  secrets: readonly string[],
  image: ImageName,
): Login[] {
  return secrets.flatMap((name) => {
    const data = dataOf(store, 'Secret', namespace, name);
    const json = data?.get('.dockerconfigjson') ?? data?.get('.dockercfg');
    if (!json) return [];
    const hosts = hostsOf(json.toString(), data?.has('.dockerconfigjson') === true);
    return hosts.filter(([host]) => isFor(host, image)).flatMap(([, entry]) => loginOf(entry) ?? []);
  });
}

function hostsOf(json: string, hasAuths: boolean): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(json);
    const hosts = hasAuths ? (value as { auths?: unknown } | null)?.auths : value;
    return typeof hosts === 'object' && hosts !== null ? Object.entries(hosts) : [];
  } catch {
    return [];
  }
}

function isFor(host: string, { registry, repository }: ImageName): boolean {
  const place = host.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');
  const known = place === 'index.docker.io' ? 'docker.io' : place;
  return known === registry || `${registry}/${repository}/`.startsWith(`${known}/`);
}

function loginOf(entry: unknown): Login | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { username, password, auth } = entry as Record<string, unknown>;
  if (typeof username === 'string' && typeof password === 'string') return { username, password };
  if (typeof auth !== 'string') return undefined;
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
