import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec, start } from '../../../platform/exec.ts';
import { systemClock } from '../../../platform/clock.ts';
import { registryContract, type RegistryFixture } from '../../../ports/contracts/registry.ts';
import { createRegistry } from '../../../sandbox/registry/registry.ts';
import { createOciRegistry } from './create-oci-registry.ts';

const USER = 'agent';
const PASSWORD = 'correct horse';

function fixtureOf(folder: string, url: string, end: () => Promise<void>): RegistryFixture {
  return {
    folder,
    open: (options) => createOciRegistry({ url, user: USER, password: PASSWORD, clock: systemClock, ...options }),
    [Symbol.asyncDispose]: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

registryContract('the registry of the sandbox', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const server = await createRegistry({ folder: join(folder, 'data'), users: [{ user: USER, password: PASSWORD }] });
  const listening = await server.listen(0);
  return fixtureOf(folder, listening.url, async () => await listening.close());
});

const distribution = (await exec('docker-registry', ['--version'], { cwd: '/' })).exitCode === 0;
if (distribution) registryContract('docker-registry (distribution)', openDistribution);
else console.warn('SKIPPED: docker-registry is not installed (apt-get install docker-registry)');

async function openDistribution(): Promise<RegistryFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const port = await freePort();
  // The bcrypt hash of PASSWORD.
  await writeFile(join(folder, 'htpasswd'), `${USER}:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n`);
  await mkdir(join(folder, 'data'));
  const config = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
  };
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
  const server = start('docker-registry', ['serve', join(folder, 'config.yml')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const fixture = fixtureOf(folder, `127.0.0.1:${port}`, async () => {
    server.kill('SIGKILL');
    await server.exited;
  });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answers = await fixture
      .open()
      .check()
      .then(
        () => true,
        () => false,
      );
    if (answers) return fixture;
    await systemClock.sleep(50);
  }
  throw new Error(await readFile(join(folder, 'config.yml'), 'utf8'));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
