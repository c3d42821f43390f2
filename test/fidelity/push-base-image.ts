import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../../src/platform/exec.ts';
import { pushBuiltImage, type RegistryLogin } from './push-built-image.ts';

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
    const digest = await pushBuiltImage(folder, login, 'ai-lounge/runtime', TAG);
    return `${login.url}/ai-lounge/runtime:${TAG}@${digest}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TAG = 'v202001010000';
