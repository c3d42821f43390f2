import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistryFailure } from './registry-failure.ts';

/** One request and its answer, with what the routes need of them. */
export interface Exchange {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export type Headers = Readonly<Record<string, string | number>>;

export function answer(exchange: Exchange, status: number, headers: Headers = {}): void {
  exchange.response.writeHead(status, { 'Content-Length': 0, ...headers }).end();
}

export function answerBytes(exchange: Exchange, content: Uint8Array, headers: Headers): void {
  exchange.response.writeHead(200, { 'Content-Length': content.byteLength, ...headers });
  exchange.response.end(exchange.method === 'HEAD' ? undefined : content);
}

export function answerJson(exchange: Exchange, value: unknown, headers: Headers = {}): void {
  answerBytes(exchange, Buffer.from(JSON.stringify(value)), { 'Content-Type': 'application/json', ...headers });
}

export function answerFailure(exchange: Exchange, failure: RegistryFailure): void {
  const { response } = exchange;
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ errors: [{ code: failure.code, message: failure.message, detail: null }] });
  response.writeHead(failure.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...failure.headers,
  });
  response.end(exchange.method === 'HEAD' ? undefined : body);
}

export function notAllowed(): RegistryFailure {
  return new RegistryFailure('UNSUPPORTED', 'The registry does not do this here.');
}

/** The body as it arrives. Leaving the loop early keeps the connection, so that the refusal reaches the client. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
}

/** The whole body, at most `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new RegistryFailure('MANIFEST_INVALID', `The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One page of sorted names after `last`, with the Link header to the next one. */
export function page(
  exchange: Exchange,
  names: readonly string[],
  path: string,
): { readonly names: readonly string[]; readonly headers: Headers } {
  const last = exchange.query.get('last');
  const after = last === null ? names : names.filter((name) => name > last);
  const asked = exchange.query.get('n');
  if (asked === null) return { names: after, headers: {} };
  if (!/^\d{1,9}$/.test(asked)) throw new RegistryFailure('PAGINATION_NUMBER_INVALID', 'n must be a number.');
  const some = after.slice(0, Number(asked));
  const end = some.at(-1);
  if (end === undefined || some.length === after.length) return { names: some, headers: {} };
  return { names: some, headers: { Link: `<${path}?last=${encodeURIComponent(end)}&n=${asked}>; rel="next"` } };
}
