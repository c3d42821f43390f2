import { createReadStream } from 'node:fs';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { request as httpRequest } from '../../../platform/http-client.ts';

/** A part of a file as a body, or bytes. */
export type RequestBody = Uint8Array | { readonly file: string; readonly start: number; readonly size: number };

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Must be read or destroyed. */
  readonly body: IncomingMessage;
}

/** A connection on which nothing moves for this long is given up. */
const IDLE_MS = 60_000;

/** Sends one HTTP request; rejects when there is no answer. Follows nothing, retries nothing. */
export async function sendRequest(outgoing: OutgoingRequest): Promise<Reply> {
  const { method, url, body, signal } = outgoing;
  const length = body === undefined ? undefined : bodySize(body);
  const headers = {
    'User-Agent': 'ai-lounge',
    ...outgoing.headers,
    ...(length === undefined ? {} : { 'Content-Length': String(length) }),
  };
  const options = { method, headers, timeout: IDLE_MS, ...(signal ? { signal } : {}) };
  return await new Promise<Reply>((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest(url, options) : httpRequest(url, options);
    request.once('timeout', () =>
      request.destroy(Object.assign(new Error('no answer for a minute'), { code: 'ETIMEDOUT' })),
    );
    request.once('error', reject);
    request.once('response', (body) => resolve({ status: body.statusCode ?? 0, headers: body.headers, body }));
    sendBody(request, body, reject);
  });
}

function bodySize(body: RequestBody): number {
  return body instanceof Uint8Array ? body.byteLength : body.size;
}

function sendBody(request: ClientRequest, body: RequestBody | undefined, reject: (error: unknown) => void): void {
  if (body === undefined || bodySize(body) === 0) return void request.end();
  if (body instanceof Uint8Array) return void request.end(body);
  const { file, start, size } = body;
  const content = createReadStream(file, { start, end: start + size - 1, highWaterMark: 256 * 1024 });
  pipeline(content, request, (error) => {
    // An early answer ends the sending; the answer tells why.
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') reject(error);
  });
}

/** The body of a reply, at most `maxBytes`; throws when it is longer. */
export async function readReply(reply: Reply, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
