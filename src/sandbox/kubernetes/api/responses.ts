import type { ServerResponse } from 'node:http';
import { isStatusFailure } from '../store/status-failure.ts';
import type { StatusFailure } from '../store/object-store.ts';

export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  sendText(response, code, `${JSON.stringify(body)}\n`, 'application/json');
}

export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  if (response.headersSent) return;
  response.writeHead(code, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** A `Status` of Kubernetes. */
export function statusOf(failure: StatusFailure): Record<string, unknown> {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: failure.message,
    reason: failure.reason,
    ...(failure.details ? { details: failure.details } : {}),
    code: failure.code,
  };
}

/** Answers a failure; what is not one is a bug: told to the log, not to the client. */
export function sendFailure(response: ServerResponse, error: unknown, onBug: (error: unknown) => void): void {
  if (!isStatusFailure(error)) onBug(error);
  const failure: StatusFailure = isStatusFailure(error)
    ? error
    : { code: 500, reason: 'InternalError', message: 'Internal error occurred: see the log of the sandbox' };
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (failure.code === 401) response.setHeader('www-authenticate', 'Bearer realm="kubernetes"');
  if (failure.code === 429 || failure.code === 504) response.setHeader('retry-after', '1');
  sendJson(response, failure.code, statusOf(failure));
}
