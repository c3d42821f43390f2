import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../platform/clock.ts';
import { exec } from '../../../../platform/exec.ts';
import type { LogOptions, Node } from '../../kubelet/contract.ts';
import { createObjectStore, type OpenObjectStore } from '../../store/memory-store.ts';
import { createApiServer, type ApiServer } from '../api-server.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const TOKEN = 'token-of-a-test';

/** As of fetch, with plain headers. */
export interface TestRequest {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly store: OpenObjectStore;
  readonly server: ApiServer;
  /** Plain http, with the token. */
  request(path: string, options?: TestRequest): Promise<Response>;
  /** What the program says on both streams; `fails`: an exit code that is not 0 is expected. */
  kubectl(program: string, args: readonly string[], options?: { input?: string; fails?: boolean }): Promise<string>;
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

/** A real server over an empty store. Pods of the node are ports of this machine; their log says its options. */
export async function startTestApi(): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-api-'));
  const store = await createObjectStore({ clock: systemClock });
  const server = createTestServer(store);
  const listening = await server.listen(0);
  const config = join(folder, 'kubeconfig');
  await writeFile(config, kubeconfig(listening.url, TOKEN, server.certificate));
  return {
    store,
    server,
    kubeconfig: config,
    request: async (path, options = {}) =>
      await fetch(`http://127.0.0.1:${listening.port}${path}`, {
        ...options,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...options.headers },
      }),
    kubectl: async (program, args, { input, fails = false } = {}) => {
      const result = await exec(program, [...args], {
        cwd: folder,
        env: { KUBECONFIG: config, HOME: folder },
        timeoutMs: 20_000,
        ...(input === undefined ? {} : { input }),
      });
      const output = `${result.stdout}${result.stderr}`;
      if ((result.exitCode !== 0) !== fails)
        throw new Error(`kubectl ${args.join(' ')}: ${result.exitCode}\n${output}`);
      return output;
    },
    stop: async () => {
      await listening.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createTestServer(store: OpenObjectStore): ApiServer {
  return createApiServer({
    store,
    node: localNode,
    tokens: [{ token: TOKEN, username: 'admin', groups: ['system:masters'] }],
    version: 'v1.35.0',
    onBug: (error) => {
      throw error;
    },
  });
}

const localNode: Node = {
  isolation: { level: 'process' },
  connect: async (_namespace, _pod, port) =>
    await new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
      socket.on('error', reject);
    }),
  logs: (namespace, pod, options) => sayOptions(namespace, pod, options),
};

async function* sayOptions(
  namespace: string,
  pod: string,
  { signal, ...options }: LogOptions,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${namespace}/${pod} ${JSON.stringify(options)}\n`);
  if (!options.follow) return;
  await systemClock.sleep(300, signal).catch(() => undefined);
  yield Buffer.from('more\n');
}
