import { badRequest } from '../../store/status-failure.ts';
import type { LogOptions } from '../../kubelet/contract.ts';
import type { ResourceRequest } from '../api-request.ts';
import { findTarget } from '../verbs/get.ts';

/** A container's log as plain text; with `follow` for as long as it runs. Reads no faster than the client. */
export async function serveLog(request: ResourceRequest): Promise<void> {
  const { response, context, signal } = request;
  const { name, namespace = '' } = findTarget(request).metadata;
  const lines = context.node().logs(namespace, name, { ...optionsFrom(request.query), signal });
  let begun = false;
  const begin = (): void => {
    if (!begun) response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
    begun = true;
  };
  const iterator = lines[Symbol.asyncIterator]();
  try {
    // Until the first piece comes, a failure can still be answered as one; a quiet log is answered all the same.
    const first = iterator.next();
    const quiet = setTimeout(() => {
      begin();
      response.flushHeaders();
    }, 200);
    for (let next = await first.finally(() => clearTimeout(quiet)); !next.done; next = await iterator.next()) {
      begin();
      if (!response.write(next.value)) await drained(request);
      if (signal.aborted) break;
    }
    begin();
    response.end();
  } finally {
    await iterator.return?.();
  }
}

async function drained({ response, signal }: ResourceRequest): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function optionsFrom(query: URLSearchParams): LogOptions {
  const flags = {
    follow: flag(query, 'follow'),
    previous: flag(query, 'previous'),
    timestamps: flag(query, 'timestamps'),
  };
  const container = query.get('container') ?? undefined;
  const sinceTime = query.get('sinceTime') ?? undefined;
  if (sinceTime !== undefined && Number.isNaN(Date.parse(sinceTime))) throw badRequest('sinceTime: it is not RFC 3339');
  return {
    ...flags,
    ...(container ? { container } : {}),
    ...(sinceTime ? { sinceTime } : {}),
    ...count(query, 'tailLines'),
    ...count(query, 'sinceSeconds'),
    ...count(query, 'limitBytes'),
  };
}

function flag(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true' || query.get(name) === '1';
}

function count(query: URLSearchParams, name: 'tailLines' | 'sinceSeconds' | 'limitBytes'): Partial<LogOptions> {
  const text = query.get(name);
  if (text === null) return {};
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`${name}: Invalid value: ${JSON.stringify(text.slice(0, 50))}`);
  return { [name]: Number(text) };
}
