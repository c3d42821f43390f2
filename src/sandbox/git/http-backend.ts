import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { join } from 'node:path';
import { start, type RunningProcess } from '../../platform/exec.ts';
import { readCgiHead } from './cgi-response.ts';
import type { GitRoute } from './git-route.ts';
import { CHANNEL } from './hook-scripts.ts';
import { answerHook, type JudgePush } from './push-channel.ts';

export interface BackendRequest {
  readonly route: GitRoute;
  readonly user: string | undefined;
  readonly repositoriesFolder: string;
  /** The whole environment but what CGI itself adds. */
  readonly environment: Readonly<Record<string, string>>;
  /** Asked by the pre-receive hook of a push. */
  readonly judge: JudgePush | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Answers one request by git's own `http-backend`, both bodies streamed. The process and all it started (the hook too)
 * are ended when the client goes away, the time is up or the signal is aborted. Returns what git said on stderr.
 */
export async function runHttpBackend(
  request: IncomingMessage,
  response: ServerResponse,
  backend: BackendRequest,
): Promise<string> {
  const child = start('git', ['http-backend'], {
    cwd: backend.repositoriesFolder,
    env: { ...backend.environment, ...cgiEnvironment(request, backend) },
    cleanEnvironment: true,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  serveHook(child, backend);
  const release = endWithClient(child, response, backend);
  const complaint = collect(child);
  try {
    feed(request, child);
    await answer(response, child);
    await child.exited;
  } finally {
    release();
  }
  return complaint();
}

function serveHook(child: RunningProcess, { judge, route, repositoriesFolder }: BackendRequest): void {
  const channel = child.channel(CHANNEL);
  if (judge === undefined || channel === undefined) return void channel?.destroy();
  void answerHook(channel, join(repositoriesFolder, `${route.repository}.git`), judge);
}

function cgiEnvironment(
  request: IncomingMessage,
  { route, user, repositoriesFolder }: BackendRequest,
): Record<string, string> {
  const action = route.advertisement ? 'info/refs' : route.service;
  const protocol = request.headers['git-protocol'];
  return {
    GIT_PROJECT_ROOT: repositoriesFolder,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: route.advertisement ? 'GET' : 'POST',
    PATH_INFO: `/${route.repository}.git/${action}`,
    QUERY_STRING: route.advertisement ? `service=${route.service}` : '',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    ...(request.headers['content-length'] ? { CONTENT_LENGTH: request.headers['content-length'] } : {}),
    ...(request.headers['content-encoding'] ? { HTTP_CONTENT_ENCODING: request.headers['content-encoding'] } : {}),
    ...(typeof protocol === 'string' && /^[a-z0-9=:]{1,100}$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {}),
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
    ...(user === undefined ? {} : { REMOTE_USER: user }),
  };
}

function feed(request: IncomingMessage, child: RunningProcess): void {
  if (!child.stdin) return;
  // git may refuse before it has read everything: its answer tells, not the broken pipe.
  child.stdin.on('error', () => request.resume());
  request.pipe(child.stdin);
}

async function answer(response: ServerResponse, child: RunningProcess): Promise<void> {
  const head = child.stdout ? await readCgiHead(child.stdout) : undefined;
  if (!head || !child.stdout) {
    child.stdout?.resume();
    if (!response.headersSent) response.writeHead(500).end('git did not answer\n');
    return;
  }
  response.writeHead(head.status, Object.fromEntries(head.headers));
  response.write(head.rest);
  await pipeline(child.stdout, response).catch(() => response.destroy());
}

function endWithClient(child: RunningProcess, response: ServerResponse, backend: BackendRequest): () => void {
  const end = () => {
    killGroup(child, 'SIGTERM');
    // A hook may not listen.
    setTimeout(() => killGroup(child, 'SIGKILL'), 2000).unref();
  };
  const timer = setTimeout(end, backend.timeoutMs);
  const closed = () => {
    if (!response.writableFinished) end();
  };
  response.on('close', closed);
  backend.signal.addEventListener('abort', end);
  if (backend.signal.aborted) end();
  return () => {
    clearTimeout(timer);
    response.off('close', closed);
    backend.signal.removeEventListener('abort', end);
  };
}

function killGroup(child: RunningProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended by itself.
  }
}

function collect(child: RunningProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (text.length < 4096) text += chunk.toString();
  });
  return () => text.slice(0, 4096);
}
