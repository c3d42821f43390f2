import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readTextIfExists, writeFileAtomic } from '../../platform/files.ts';

/** Files of one engine; everything it keeps is below `folder`. */
export function engineFiles(folder: string) {
  return {
    folder,
    /** Written by the daemon once it answers, removed when it has stopped. */
    state: join(folder, 'state.json'),
    ports: join(folder, 'ports.json'),
    password: join(folder, 'password'),
    gitCredentials: join(folder, 'git-credentials'),
    kubeconfig: join(folder, 'kubeconfig'),
    options: join(folder, 'options.json'),
    log: join(folder, 'daemon.log'),
    lock: join(folder, 'lock'),
  };
}
export type EngineFiles = ReturnType<typeof engineFiles>;

export const EnginePorts = z.object({ api: z.number(), registry: z.number(), git: z.number(), gateway: z.number() });
export type EnginePorts = z.infer<typeof EnginePorts>;

export const EngineState = z.object({ pid: z.number(), processMark: z.string(), isolation: z.string() });
export type EngineState = z.infer<typeof EngineState>;

export async function readState(files: EngineFiles): Promise<EngineState | undefined> {
  return parseJson(EngineState, await readTextIfExists(files.state));
}

/** The ports of this engine: image names and remotes hold them, so they are found once and stay. */
export async function recordedPorts(files: EngineFiles): Promise<EnginePorts> {
  const known = parseJson(EnginePorts, await readTextIfExists(files.ports));
  if (known !== undefined) return known;
  const [api = 0, registry = 0, git = 0, gateway = 0] = await freePorts(4);
  const ports = { api, registry, git, gateway };
  await writeFileAtomic(files.ports, JSON.stringify(ports));
  return ports;
}

/** The login of registry and git, made once. */
export async function recordedPassword(files: EngineFiles): Promise<string> {
  const known = (await readTextIfExists(files.password))?.trim();
  if (known !== undefined && known !== '') return known;
  const password = randomBytes(18).toString('base64url');
  await writeFileAtomic(files.password, `${password}\n`, 0o600);
  return password;
}

function parseJson<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Ports that are free now; all held at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
  return ports;
}
