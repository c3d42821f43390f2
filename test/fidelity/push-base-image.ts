import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedBuilder } from '../../src/drivers/images/embedded/create-embedded-builder.ts';
import { createOciRegistry } from '../../src/drivers/registry/oci/create-oci-registry.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { exec } from '../../src/platform/exec.ts';

/** A registry and the login to it. */
export interface RegistryLogin {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Pushes `program/` as a base image of its own and returns its reference by digest. Nodes of a real cluster cannot run stand-ins
 * for images of the outside, and a program compiled once makes every release of the journey quick.
 */
export async function pushBaseImage(login: RegistryLogin): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-base-'));
  try {
    const built = await exec('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', join(folder, 'service'), '.'], {
      cwd: join(import.meta.dirname, 'program'),
      env: { CGO_ENABLED: '0' },
      timeoutMs: 200_000,
    });
    if (built.exitCode !== 0) throw new Error(`go build: ${built.stderr}`);
    await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY service /service\n');
    const registry = createOciRegistry({ ...login, clock: systemClock });
    const layout = join(folder, 'layout');
    await createEmbeddedBuilder({ registry, cacheFolder: join(folder, 'cache') }).build({
      context: folder,
      dockerfile: 'Dockerfile',
      buildArguments: {},
      labels: {},
      platform: 'linux/amd64',
      outputFolder: layout,
    });
    const digest = await registry.push(layout, 'ai-lounge/runtime', TAG);
    return `${login.url}/ai-lounge/runtime:${TAG}@${digest}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TAG = 'v202001010000';
