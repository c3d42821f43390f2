import { createServer, type Server } from 'node:http';
import { log } from './log.ts';

export interface AppOptions {
  /** The release tag; the health path answers with it. */
  readonly version: string;
}

/** The service as an HTTP server that does not listen yet. */
export function createApp({ version }: AppOptions): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [status, body] = answer(pathname, version);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
    if (pathname !== '/health') log('info', 'request', { method: request.method, path: pathname, status });
  });
}

function answer(path: string, version: string): [number, object] {
  if (path === '/health') return [200, { status: 'ok', version }];
  if (path === '/') return [200, { service: '{{service}}', version }];
  return [404, { error: 'not found' }];
}
