import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'yaml';

/** What went through to an API server, in RBAC's words: `patch secrets`, `get pods/log`, `watch deployments.apps`. */
export interface AskedOfApi {
  readonly asked: ReadonlySet<string>;
  /** A kubeconfig whose requests are heard. */
  readonly kubeconfig: string;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Kubeconfig {
  readonly clusters: { cluster: Record<string, string> }[];
}

/** Puts itself between a copy of a kubeconfig and its cluster. */
export async function listenToApi(kubeconfig: string): Promise<AskedOfApi> {
  const config = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const { server = '', 'certificate-authority-data': authority = '' } = config.clusters[0]?.cluster ?? {};
  const asked = new Set<string>();
  const agent = new Agent({ keepAlive: true, ca: Buffer.from(authority, 'base64') });
  const proxy = createServer((incoming, response) => {
    asked.add(inWords(incoming.method ?? '', new URL(incoming.url ?? '', server)));
    const {
      method,
      headers: { host: _host, ...headers },
    } = incoming;
    const outgoing = request(`${server}${incoming.url}`, { method, agent, headers });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy()).pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const clusters = config.clusters.map((one) => ({ ...one, cluster: { server: `http://127.0.0.1:${port}` } }));
  const copy = `${kubeconfig}.heard`;
  await writeFile(copy, stringify({ ...config, clusters }), { mode: 0o600 });
  return {
    asked,
    kubeconfig: copy,
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => void proxy.close(() => resolve()));
      agent.destroy();
    },
  };
}

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PATCH: 'patch', DELETE: 'delete' };

function inWords(method: string, { pathname, searchParams }: URL): string {
  const match = /^\/(?:api|apis\/([^/]+))\/[^/]+\/namespaces\/[^/]+\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?/.exec(
    pathname,
  );
  const [, group, resource, name, subresource] = match ?? [];
  if (resource === undefined) return `${method} ${pathname}`;
  const read = name !== undefined ? 'get' : searchParams.has('watch') ? 'watch' : 'list';
  const of = `${resource}${subresource === undefined ? '' : `/${subresource}`}${group === undefined ? '' : `.${group}`}`;
  return `${VERBS[method] ?? read} ${of}`;
}
