import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { endToEndHeaders, requestHeaders } from './forward-headers.ts';
import type { GatewayProblem } from './gateway-page.ts';

/** Passes one request to a service over `connection`, both bodies streamed. `onProblem` is told once when no answer came. */
export function proxyRequest(
  request: IncomingMessage,
  response: ServerResponse,
  connection: Duplex,
  timeoutMs: number,
  onProblem: (problem: GatewayProblem) => void,
): void {
  let isTimeout = false;
  const onward = httpRequest({
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: bodyHeaders(request).flat(),
    createConnection: () => connection,
    setHost: false,
  });
  const deadline = setTimeout(() => {
    isTimeout = true;
    onward.destroy();
  }, timeoutMs);
  onward.once('response', (answer) => {
    clearTimeout(deadline);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEndHeaders(answer).flat());
    // The head goes out at once: an event stream may be silent for long.
    response.flushHeaders();
    pipeline(answer, response, () => connection.destroy());
  });
  onward.once('error', () => {
    clearTimeout(deadline);
    connection.destroy();
    onProblem(isTimeout ? 'timeout' : 'unreachable');
  });
  response.once('close', () => {
    clearTimeout(deadline);
    if (!response.writableFinished) onward.destroy();
  });
  request.pipe(onward);
}

/** A body of unknown length stays one; Node writes no chunks for GET unless it is told. */
function bodyHeaders(request: IncomingMessage): readonly (readonly [string, string])[] {
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  return [
    ...requestHeaders(request),
    ...(isChunked ? [['Transfer-Encoding', 'chunked'] as const] : []),
    ['Connection', 'close'],
  ];
}
