import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { statusFailure } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { findTarget } from '../verbs/get.ts';
import { endpointOfPod, endpointOfService, parsePortName, type Endpoint } from './endpoints.ts';

/** Between this hop and the next only; and the token, which is for this server alone. */
const NOT_FORWARDED = new Set(
  'connection,keep-alive,proxy-authenticate,proxy-authorization,te,trailer,transfer-encoding,upgrade,authorization,host'.split(
    ',',
  ),
);
const LONGEST_CONNECT_MS = 10_000;

/** `services/NAME:PORT/proxy/PATH` and `pods/NAME:PORT/proxy/PATH`: the request goes to the pod, the answer comes back. */
export async function serveProxy(request: ResourceRequest): Promise<void> {
  const { message, response, context, resource, target } = request;
  const { name, port } = parsePortName(target.name ?? '');
  const object = findTarget({ ...request, target: { ...target, name } });
  const endpoint =
    resource.kind === 'Service' ? endpointOfService(context.store, object, port) : endpointOfPod(object, port);
  const socket = await connect(request, endpoint);
  try {
    const answer = await forward(request, socket, endpoint);
    response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers));
    await pipeline(answer, response).catch(() => response.destroy());
  } finally {
    socket.destroy();
    message.resume();
  }
}

async function connect({ context, signal }: ResourceRequest, { namespace, pod, port }: Endpoint): Promise<Duplex> {
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CONNECT_MS)]);
  const late = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(new Error('connect: timed out')), { once: true });
  });
  const connecting = context.node().connect(namespace, pod, port);
  return await Promise.race([connecting, late]).catch((error: unknown) => {
    connecting.then((socket) => socket.destroy()).catch(() => undefined);
    throw unreachable(pod, port, error);
  });
}

function unreachable(pod: string, port: number, error: unknown): Error {
  const why = error instanceof Error ? ('code' in error ? String(error.code) : error.message) : 'unknown';
  const message = `error trying to reach service: dial tcp ${pod}:${port}: connect: ${why === 'ECONNREFUSED' ? 'connection refused' : why}`;
  return statusFailure(503, 'ServiceUnavailable', message);
}

async function forward(request: ResourceRequest, socket: Duplex, { pod, port }: Endpoint): Promise<IncomingMessage> {
  const { method, message, target, signal, query } = request;
  const search = query.size > 0 ? `?${query.toString()}` : '';
  return await new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        createConnection: () => socket as never,
        method,
        path: `${target.rest === '' ? '/' : target.rest}${search}`,
        headers: { ...forwarded(message.headers), host: `${pod}:${port}`, connection: 'close' },
        signal,
      },
      resolve,
    );
    outgoing.on('error', (error) => reject(unreachable(pod, port, error)));
    pipeline(message, outgoing).catch(() => undefined);
  });
}

function forwarded(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name, value]) => !NOT_FORWARDED.has(name) && value !== undefined);
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}
