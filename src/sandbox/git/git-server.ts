import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { exists } from '../../platform/files.ts';
import { checkLogin, type GitUser } from './basic-login.ts';
import { gitEnvironment } from './git-environment.ts';
import { parseGitRoute, type GitRoute } from './git-route.ts';
import { hookEnvironment } from './hook-scripts.ts';
import { runHttpBackend } from './http-backend.ts';
import type { JudgePush } from './push-channel.ts';
import { readPushedRefs, type PushedRef } from './pushed-refs.ts';
import { ensureRepository, type RepositoryOptions } from './repositories.ts';
import { Turnstile } from './turnstile.ts';

/** What a push changed, told after git has it all. */
export interface Push {
  readonly repository: string;
  readonly user: string | undefined;
  readonly refs: readonly PushedRef[];
}

export interface GitServerOptions {
  /** Holds `repositories/<name>.git` and what the server needs beside them. */
  readonly folder: string;
  readonly users: readonly GitUser[];
  /** Asked before a push is accepted; whatever it rejects with refuses the push. */
  readonly judge?: JudgePush;
  /** A push of refs below this prefix alone is not judged: nothing is ever applied from them. */
  readonly unjudgedRefs?: string;
  /** A push may be on its way. */
  readonly onPushExpected?: () => void;
  readonly onPush?: (push: Push) => void;
  /** Clone and fetch without a login. Default false. */
  readonly anonymousRead?: boolean;
  /** Requests served at once; 256 more may wait. Default 16. */
  readonly maxConcurrent?: number;
  /** The longest a request may take. Default 30 minutes. */
  readonly requestTimeoutMs?: number;
  readonly repository?: RepositoryOptions;
  readonly log?: (line: string) => void;
}

export interface GitServer {
  /** For a node:http server of the caller's own. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** On 127.0.0.1; port 0 takes a free one. The URL of a repository is `<url>/<name>.git`. */
  listen(port: number): Promise<{ readonly port: number; readonly url: string }>;
  /** Returns the path of the bare repository. */
  ensureRepository(name: string): Promise<string>;
  /** Ends every request and its processes, and resolves when they are gone. */
  close(): Promise<void>;
}

/** A git remote over smart HTTP: git's own `http-backend` behind a login, a strict path and a gate for pushes. */
export function createGitServer(options: GitServerOptions): GitServer {
  const turnstile = new Turnstile(options.maxConcurrent ?? 16, 256);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const handler = (request: IncomingMessage, response: ServerResponse) => {
    const work = serve(options, turnstile, stopping.signal, request, response).catch((error: unknown) => {
      options.log?.(`git server: ${error instanceof Error ? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'the git server failed');
    });
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const server = createServer({ requestTimeout: options.requestTimeoutMs ?? 30 * 60_000 }, handler);
  return {
    handler,
    ensureRepository: async (name) => await ensureRepository(options.folder, name, options.repository),
    listen: async (port) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
      });
      const bound = (server.address() as AddressInfo).port;
      return { port: bound, url: `http://127.0.0.1:${bound}` };
    },
    close: async () => {
      stopping.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      await Promise.allSettled(running);
    },
  };
}

async function serve(
  options: GitServerOptions,
  turnstile: Turnstile,
  signal: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = parseGitRoute(request.method, request.url);
  const login = checkLogin(request.headers.authorization, options.users);
  const reads = route?.service === 'git-upload-pack';
  if (login.kind === 'wrong' || (login.kind === 'anonymous' && !(reads && options.anonymousRead === true))) {
    return refuse(response, 401, 'a login is needed');
  }
  const known = route && (await exists(join(options.folder, 'repositories', `${route.repository}.git`)));
  if (!route || !known) return refuse(response, 404, 'there is no such repository');
  const leave = await turnstile.enter();
  if (!leave) return refuse(response, 503, 'too many requests at once');
  try {
    if (!response.destroyed)
      await serveRoute(options, signal, route, login.kind === 'user' ? login.user : undefined, request, response);
  } finally {
    leave();
  }
}

async function serveRoute(
  options: GitServerOptions,
  signal: AbortSignal,
  route: GitRoute,
  user: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pushes = join(options.folder, 'pushes');
  const pushedFile = join(pushes, randomBytes(12).toString('hex'));
  const receives = route.service === 'git-receive-pack' && !route.advertisement;
  if (receives) await mkdir(pushes, { recursive: true });
  if (route.service === 'git-receive-pack') options.onPushExpected?.();
  const hooks = receives ? hookEnvironment(options.judge !== undefined, options.unjudgedRefs, pushedFile) : {};
  try {
    const complaint = await runHttpBackend(request, response, {
      route,
      user,
      repositoriesFolder: join(options.folder, 'repositories'),
      environment: { ...hooks, ...gitEnvironment(options.folder) },
      judge: receives ? options.judge : undefined,
      timeoutMs: options.requestTimeoutMs ?? 30 * 60_000,
      signal,
    });
    if (complaint !== '') options.log?.(`git http-backend: ${complaint.trim()}`);
  } finally {
    const refs = receives ? await readPushedRefs(pushedFile) : [];
    await rm(pushedFile, { force: true });
    if (refs.length > 0) options.onPush?.({ repository: route.repository, user, refs });
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="git", charset="UTF-8"' } : {};
  response.writeHead(status, { ...headers, 'content-type': 'text/plain', connection: 'close' }).end(`${message}\n`);
}
