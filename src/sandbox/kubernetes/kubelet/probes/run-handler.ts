import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { ContainerSpec, Handler, HttpGet } from '../pods/pod-types.ts';
import type { RunningContainer } from '../pods/running-container.ts';
import type { PodLink } from '../network/pod-network.ts';

export interface HandlerTarget {
  readonly spec: ContainerSpec;
  readonly link: PodLink;
  readonly container: RunningContainer;
}

export interface HandlerResult {
  readonly success: boolean;
  /** What the Event shows. */
  readonly output: string;
  /** Nothing listened at the port. */
  readonly refused?: boolean;
}

const LONGEST_OUTPUT = 1024;
const READ_BODY = 10 * 1024;

/** One probe or hook, whatever its kind, with the words of a real kubelet. */
export async function runHandler(handler: Handler, target: HandlerTarget, timeoutMs: number): Promise<HandlerResult> {
  if (handler.exec) return await runExec(handler.exec.command ?? [], target, timeoutMs);
  if (handler.httpGet) return await runHttp(handler.httpGet, target, timeoutMs);
  if (handler.tcpSocket) return await runTcp(handler.tcpSocket.port, target, timeoutMs);
  return { success: true, output: '' };
}

async function runExec(
  command: readonly string[],
  { container }: HandlerTarget,
  timeoutMs: number,
): Promise<HandlerResult> {
  const { exitCode, stdout, stderr, timedOut } = await container.run(command, timeoutMs);
  if (timedOut)
    return {
      success: false,
      output: `command timed out: ${JSON.stringify(command.join(' '))} timed out after ${timeoutMs / 1000}s`,
    };
  return { success: exitCode === 0, output: `${stdout}${stderr}`.trim().slice(0, LONGEST_OUTPUT) };
}

async function runTcp(portName: number | string, target: HandlerTarget, timeoutMs: number): Promise<HandlerResult> {
  const port = portNumber(portName, target.spec);
  try {
    const socket = await within(target.link.connect(port), timeoutMs);
    socket.destroy();
    return { success: true, output: '' };
  } catch (error) {
    return dialFailure(error, target.link.ip, port, '');
  }
}

async function runHttp(get: HttpGet, target: HandlerTarget, timeoutMs: number): Promise<HandlerResult> {
  const port = portNumber(get.port, target.spec);
  const scheme = (get.scheme ?? 'HTTP').toLowerCase();
  const path = get.path?.startsWith('/') ? get.path : `/${get.path ?? ''}`;
  const url = `${scheme}://${get.host ?? target.link.ip}:${port}${path}`;
  const signal = AbortSignal.timeout(timeoutMs);
  let socket: Duplex | undefined;
  try {
    socket = await within(target.link.connect(port), timeoutMs);
    const through = scheme === 'https' ? connectTls({ socket, rejectUnauthorized: false }) : socket;
    const status = await ask(through, get, path, `${target.link.ip}:${port}`, signal);
    const success = status >= 200 && status < 400;
    return { success, output: success ? '' : `HTTP probe failed with statuscode: ${status}` };
  } catch (error) {
    if (signal.aborted) {
      return {
        success: false,
        output: `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
      };
    }
    return dialFailure(error, target.link.ip, port, `Get "${url}": `);
  } finally {
    socket?.destroy();
  }
}

async function ask(socket: Duplex, get: HttpGet, path: string, host: string, signal: AbortSignal): Promise<number> {
  const given = (get.httpHeaders ?? []).map(({ name, value }) => [name.toLowerCase(), value] as const);
  const headers = Object.fromEntries([
    ['host', host],
    ['user-agent', 'kube-probe/1.35'],
    ['accept', '*/*'],
    ['connection', 'close'],
    ...given,
  ]);
  const outgoing = request({ createConnection: () => socket as never, method: 'GET', path, headers, signal });
  outgoing.end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  let size = 0;
  for await (const chunk of answer) {
    size += (chunk as Buffer).length;
    if (size > READ_BODY) break;
  }
  return answer.statusCode ?? 0;
}

/** A number, or the name of a port of the container. */
function portNumber(port: number | string, { ports }: ContainerSpec): number {
  if (typeof port === 'number') return port;
  const named = ports?.find(({ name }) => name === port)?.containerPort;
  return named ?? (/^\d+$/.test(port) ? Number(port) : 0);
}

function dialFailure(error: unknown, ip: string, port: number, before: string): HandlerResult {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') {
    return { success: false, refused: true, output: `${before}dial tcp ${ip}:${port}: connect: connection refused` };
  }
  if (code === 'ETIMEDOUT') return { success: false, output: `${before}dial tcp ${ip}:${port}: i/o timeout` };
  if (code === 'ECONNRESET')
    return { success: false, output: `${before}read tcp ${ip}:${port}: read: connection reset by peer` };
  return { success: false, output: `${before}${error instanceof Error ? error.message : String(error)}` };
}

async function within(connecting: Promise<Duplex>, timeoutMs: number): Promise<Duplex> {
  const timer = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () => reject(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
  });
  connecting.then(
    (socket) => timer.aborted && socket.destroy(),
    () => undefined,
  );
  return await Promise.race([connecting, late]);
}
