import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRegistry } from '../../../../test/cluster-path/start-registry.ts';
import { pushBuiltImage } from '../../../../test/fidelity/push-built-image.ts';
import { exec } from '../../../platform/exec.ts';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import { imagesContract } from '../../../ports/contracts/images.ts';
import { createCliBuilder } from './create-cli-builder.ts';
import { detectBuilders } from './detect-builders.ts';

const found = await detectBuilders();
if (found.length === 0)
  console.warn('SKIPPED: no container engine works here (apt-get install docker.io, then dockerd)');

for (const { name } of found) {
  imagesContract(name, async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), 'lounge-layers-'));
    return {
      builder: createCliBuilder({ name, cacheFolder }),
      [Symbol.asyncDispose]: async () => await rm(cacheFolder, { recursive: true, force: true }),
    };
  });
}
// Without an engine the file would be an error for having no tests.
if (found.length === 0) test.skip('the contract, on an engine', () => undefined);

const hasRegistry = (await exec('docker-registry', ['--version'], { cwd: '/' })).exitCode === 0;
const canPull = hasRegistry && found.some(({ name }) => name === 'docker');
if (!canPull) console.warn('SKIPPED: a base image behind a login (apt-get install docker.io docker-registry)');

test.skipIf(!canPull)('docker pulls a base image with the login of the registry, and keeps none', async () => {
  await using registry = await startRegistry();
  await withTemporaryFolder(async (folder) => {
    const place = async (name: string, dockerfile: string) => {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'Dockerfile'), dockerfile);
      await writeFile(join(folder, name, 'file'), 'x');
      return join(folder, name);
    };
    const base = await place('base', 'FROM scratch\nCOPY file /file\n');
    const digest = await pushBuiltImage(base, registry, 'team/base', 'v1');
    const context = await place('service', `FROM ${registry.url}/team/base@${digest}\nCOPY file /other\n`);
    const request = { context, dockerfile: 'Dockerfile', buildArguments: {}, labels: {}, platform: 'linux/amd64' };
    const cacheFolder = join(folder, 'cache');
    const builderWith = (login?: typeof registry) => createCliBuilder({ name: 'docker', cacheFolder, login });
    const image = join(folder, 'image');
    await expect(builderWith().build({ ...request, outputFolder: image })).rejects.toMatchObject({
      code: 'BUILD_ENGINE_FAILED',
    });
    expect((await builderWith(registry).build({ ...request, outputFolder: image })).digest).toMatch(/^sha256:/);
    await exec('docker', ['rmi', '--force', `${registry.url}/team/base@${digest}`], { cwd: folder });
  });
});
