import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayOptions } from './create-gateway.ts';

const STYLE = 'body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}code{background:#8882;padding:.1em .4em;border-radius:.3em}';

/** What went wrong and what to do, as a page, or as JSON when that is asked for. */
export function failurePage(request: IncomingMessage, response: ServerResponse, status: number, problem: string, command: string): void {
  if (wantsJson(request)) {
    send(response, status, 'application/json', JSON.stringify({ error: problem, hint: command }));
    return;
  }
  send(response, status, 'text/html; charset=utf-8', page(`${status}`, `<h1>${status}</h1><p>${escape(problem)}</p><p><code>${escape(command)}</code></p>`));
}

/** The services that are published here. */
export function indexPage(request: IncomingMessage, response: ServerResponse, options: Pick<GatewayOptions, 'services' | 'suffix'>): void {
  const port = request.socket.localPort;
  const links = options.services().map(({ service }) => ({ service, url: `http://${service}${options.suffix}:${port}/` }));
  if (wantsJson(request)) {
    send(response, 200, 'application/json', JSON.stringify({ services: links }));
    return;
  }
  const rows = links.map(({ service, url }) => `<li><a href="${escape(url)}">${escape(service)}</a></li>`).join('');
  send(response, 200, 'text/html; charset=utf-8', page('Services', `<h1>Services</h1>${rows === '' ? '<p>None yet.</p>' : `<ul>${rows}</ul>`}`));
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style><main>${body}</main></html>\n`;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' });
  response.end(body);
}

function wantsJson(request: IncomingMessage): boolean {
  return (request.headers.accept ?? '').includes('application/json');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
