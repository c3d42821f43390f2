import type { IncomingMessage } from 'node:http';

/** Meant for one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const FORWARDED = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

/** Header pairs as they came, without those of the connection; repeated ones stay repeated. */
export function endToEndHeaders(message: IncomingMessage): readonly (readonly [string, string])[] {
  const named = new Set(
    (message.headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
  return pairsOf(message).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase()));
}

/** The same, with what the service may want to know of the visitor; what the visitor claims of it is dropped. */
export function requestHeaders(request: IncomingMessage): readonly (readonly [string, string])[] {
  return [
    ...endToEndHeaders(request).filter(([name]) => !FORWARDED.has(name.toLowerCase())),
    ...forwardedHeaders(request),
  ];
}

/** All headers of a request that changes the protocol, where those of the connection matter. */
export function upgradeHeaders(request: IncomingMessage): readonly (readonly [string, string])[] {
  return [...pairsOf(request).filter(([name]) => !FORWARDED.has(name.toLowerCase())), ...forwardedHeaders(request)];
}

function forwardedHeaders(request: IncomingMessage): readonly (readonly [string, string])[] {
  const host = request.headers.host ?? '';
  return [
    ['X-Forwarded-For', request.socket.remoteAddress ?? ''],
    ['X-Forwarded-Host', host],
    ['X-Forwarded-Proto', 'http'],
  ];
}

function pairsOf({ rawHeaders }: IncomingMessage): (readonly [string, string])[] {
  return Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[2 * index] ?? '', rawHeaders[2 * index + 1] ?? ''] as const,
  );
}
