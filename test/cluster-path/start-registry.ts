import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec, start } from '../../src/platform/exec.ts';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A registry with a login on this machine, as clusters pull from it. */
export interface TestRegistry {
  /** host:port */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Debian's docker-registry (distribution) behind htpasswd. `port` 0 takes a free one. */
export async function startRegistry(port = 0): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-registry-'));
  const bound = port === 0 ? await freePort() : port;
  const [user, password] = ['lounge', randomBytes(12).toString('hex')];
  await writeFile(join(folder, 'htpasswd'), `${user}:${await bcrypt(password)}\n`, { mode: 0o600 });
  await writeFile(
    join(folder, 'config.yml'),
    JSON.stringify({
      version: 0.1,
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${bound}` },
      auth: { htpasswd: { realm: 'lounge', path: join(folder, 'htpasswd') } },
    }),
  );
  const server = start('docker-registry', ['serve', join(folder, 'config.yml')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const url = `127.0.0.1:${bound}`;
  await waitUntil(`the registry on ${url}`, async () => (await fetch(`http://${url}/v2/`)).status === 401);
  return {
    url,
    user,
    password,
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGTERM');
      await server.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** By the crypt(3) of Debian's perl: htpasswd itself is seldom installed. */
async function bcrypt(password: string): Promise<string> {
  const salt = `$2y$05$${randomBytes(32).toString('base64').replaceAll(/[+/=]/g, '').slice(0, 22)}`;
  const script = 'chomp(my ($word, $salt) = <STDIN>); print crypt($word, $salt)';
  const { stdout } = await exec('perl', ['-e', script], { cwd: '/', input: `${password}\n${salt}\n` });
  if (!stdout.startsWith('$2')) throw new Error('crypt(3) of this machine knows no bcrypt');
  return stdout;
}
