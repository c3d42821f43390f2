import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => boolean | void | Promise<boolean | void>;

/** A hand-made HTTP server that speaks enough of the Kubernetes API for list, watch, get, patch and delete, and can be made to misbehave. */
export interface FakeKubernetesApi {
  readonly url: string;
  readonly kubeconfig: string;
  /** Every request, as `GET /path?query`. */
  readonly requests: string[];
  /** Sets an object (ADDED or MODIFIED), told to the open watches. */
  put(path: string, object: Record<string, unknown>): void;
  /** Deletes an object, told to the open watches. */
  drop(path: string, name: string): void;
  bookmark(): void;
  /** Forgets the history: watches of older versions get 410. */
  compact(): void;
  /** Breaks every open watch: `end` properly, `cut` in the middle of a line. */
  breakWatches(how: 'end' | 'cut' | 'expire'): void;
  /** Answers every request with this status until undefined. */
  refuse(status: number | undefined): void;
  /** Asked first; true when nobody else shall answer. */
  intercept(handler: Handler | undefined): void;
  /** Stops listening, and starts again on the same port. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Change {
  readonly version: number;
  readonly path: string;
  readonly name: string;
  readonly line: string;
}

export async function fakeKubernetesApi(): Promise<FakeKubernetesApi> {
  const objects = new Map<string, Map<string, Record<string, unknown>>>();
  const watches = new Set<{ path: string; wanted: string | undefined; response: ServerResponse }>();
  const history: Change[] = [];
  const requests: string[] = [];
  let [version, oldest, refusal, interceptor] = [
    100,
    0,
    undefined as number | undefined,
    undefined as Handler | undefined,
  ];

  const tell = (path: string, type: string, object: Record<string, unknown>) => {
    const change = { version, path, name: nameOf(object), line: `${JSON.stringify({ type, object })}\n` };
    history.push(change);
    for (const watch of watches)
      if (watch.path === path && (watch.wanted ?? change.name) === change.name) watch.response.write(change.line);
  };
  const collection = (path: string) =>
    objects.get(path) ?? objects.set(path, new Map()).get(path) ?? new Map<string, Record<string, unknown>>();

  const watch = (url: URL, response: ServerResponse) => {
    const wanted = wantedOf(url);
    const from = Number(url.searchParams.get('resourceVersion'));
    if (from < oldest) return status(response, 410, 'Expired', 'too old resource version');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const change of history)
      if (change.path === url.pathname && change.version > from && (wanted ?? change.name) === change.name)
        response.write(change.line);
    const entry = { path: url.pathname, wanted, response };
    watches.add(entry);
    const timer = setTimeout(() => response.end(), Number(url.searchParams.get('timeoutSeconds')) * 1000);
    response.on('close', () => {
      clearTimeout(timer);
      watches.delete(entry);
    });
  };

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://fake');
      requests.push(`${request.method} ${request.url}`);
      if (refusal !== undefined) return status(response, refusal, 'Refused', 'refused by the fake');
      if (interceptor !== undefined && ((await interceptor(request, response, url)) === true || response.headersSent))
        return;
      if (url.pathname === '/version') return json(response, { gitVersion: 'v1.35.0-fake' });
      if (url.searchParams.get('watch') === 'true') return watch(url, response);
      const [parent, name] = [
        url.pathname.slice(0, url.pathname.lastIndexOf('/')),
        url.pathname.slice(url.pathname.lastIndexOf('/') + 1),
      ];
      const known = objects.get(parent)?.get(name);
      if (request.method === 'PATCH') {
        const patch = JSON.parse(await text(request)) as { metadata?: { annotations?: Record<string, unknown> } };
        const server = request.headers['content-type']?.startsWith('application/apply') ?? false;
        if (known === undefined && !server) return status(response, 404, 'NotFound', `"${name}" not found`, name);
        const merged = server
          ? { ...patch }
          : {
              ...known,
              metadata: {
                ...(known?.['metadata'] as object),
                annotations: {
                  ...(known?.['metadata'] as { annotations?: object })?.annotations,
                  ...patch.metadata?.annotations,
                },
              },
            };
        api.put(parent, merged);
        return json(response, collection(parent).get(name));
      }
      if (request.method === 'DELETE') {
        if (known === undefined) return status(response, 404, 'NotFound', `"${name}" not found`, name);
        api.drop(parent, name);
        return json(response, { kind: 'Status', apiVersion: 'v1', status: 'Success' });
      }
      if (known !== undefined) return json(response, known);
      if (objects.has(parent) && name !== '') return status(response, 404, 'NotFound', `"${name}" not found`, name);
      const items = [...collection(url.pathname).values()].map((item) => ({
        ...item,
        kind: undefined,
        apiVersion: undefined,
      }));
      const wanted = wantedOf(url);
      const chosen = items.filter((item) => (wanted ?? nameOf(item)) === nameOf(item));
      const [limit, start] = [
        Number(url.searchParams.get('limit') ?? 500),
        Number(url.searchParams.get('continue') ?? 0),
      ];
      const next = start + limit < chosen.length ? String(start + limit) : undefined;
      json(response, {
        kind: 'List',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(version), continue: next },
        items: chosen.slice(start, start + limit),
      });
    })();
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'lounge-kubeconfig-'));
  const kubeconfig = join(folder, 'config');
  const url = `http://127.0.0.1:${port}`;
  await writeFile(kubeconfig, kubeconfigFor(url));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  const api: FakeKubernetesApi = {
    url,
    kubeconfig,
    requests,
    put: (path, object) => {
      version++;
      const metadata = object['metadata'] as { name: string };
      const type = collection(path).has(metadata.name) ? 'MODIFIED' : 'ADDED';
      const stored = {
        ...object,
        metadata: { uid: `uid-${metadata.name}`, ...metadata, resourceVersion: String(version) },
      };
      collection(path).set(metadata.name, stored);
      tell(path, type, stored);
    },
    drop: (path, name) => {
      version++;
      const stored = collection(path).get(name);
      collection(path).delete(name);
      if (stored !== undefined)
        tell(path, 'DELETED', {
          ...stored,
          metadata: { ...(stored['metadata'] as object), resourceVersion: String(version) },
        });
    },
    bookmark: () => {
      for (const { response } of watches)
        response.write(
          `${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: String(version) } } })}\n`,
        );
    },
    compact: () => {
      history.length = 0;
      oldest = ++version;
    },
    breakWatches: (how) => {
      for (const { response } of watches) {
        if (how === 'expire')
          response.write(
            `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', apiVersion: 'v1', code: 410, reason: 'Expired' } })}\n`,
          );
        if (how === 'cut') {
          response.write('{"type":"ADDED","obj');
          setImmediate(() => response.destroy());
        } else response.end();
      }
    },
    refuse: (code) => {
      refusal = code;
    },
    intercept: (handler) => {
      interceptor = handler;
    },
    stop,
    restart: () => listen(port),
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return api;
}

function nameOf(object: Record<string, unknown>): string {
  return (object['metadata'] as { name: string }).name;
}

function wantedOf(url: URL): string | undefined {
  return url.searchParams.get('fieldSelector')?.replace('metadata.name=', '');
}

function kubeconfigFor(server: string): string {
  return JSON.stringify({
    'current-context': 'fake',
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
    clusters: [{ name: 'fake', cluster: { server } }],
    users: [{ name: 'fake', user: { token: 'fake-token-of-a-test' } }],
  });
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** A Status, as the API server answers about itself. */
export function status(response: ServerResponse, code: number, reason: string, message: string, name?: string): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      reason,
      message,
      ...(name === undefined ? {} : { details: { name } }),
    }),
  );
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
