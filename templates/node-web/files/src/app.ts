import { createReadStream, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { log } from './log.ts';

const PUBLIC = join(import.meta.dirname, '..', 'public');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface AppOptions {
  /** The release tag; the health path answers with it. */
  readonly version: string;
}

/** The site as an HTTP server that does not listen yet. Only files that were there at the start are served. */
export function createApp({ version }: AppOptions): Server {
  const files = new Map(readdirSync(PUBLIC).map((name) => [`/${name}`, join(PUBLIC, name)]));
  files.set('/', join(PUBLIC, 'index.html'));
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'ok', version }));
      return;
    }
    const file = files.get(pathname);
    const status = file === undefined ? 404 : 200;
    log('info', 'request', { method: request.method, path: pathname, status });
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found\n');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' });
    createReadStream(file).pipe(response);
  });
}
