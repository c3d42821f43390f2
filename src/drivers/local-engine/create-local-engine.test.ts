import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMachine } from '../machine.ts';
import { createLocalEngine } from './create-local-engine.ts';
import { engineFiles } from './engine-folder.ts';

let folder: string;
const machine = createMachine();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-engine-'));
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true, force: true });
});

/** An engine whose daemon is this script. */
function engine(script: string) {
  return createLocalEngine({
    folder,
    machine,
    daemon: [process.execPath, '-e', script],
    gate: ['true'],
    kustomize: async () => ['true'],
    published: async () => ({ namespace: 'ai-lounge', domain: 'demo' }),
  });
}

it('a daemon that ends at once is told, with its last line and where the rest is', async () => {
  const script = 'console.error("first"); console.error("no room left"); process.exitCode = 3';
  const refused = await engine(script)
    .up()
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: 'ENGINE_FAILED',
    parameters: { problem: 'no room left', log: engineFiles(folder).log },
  });
  expect((await engine(script).status()).state).toBe('stopped');
});

it('somebody else brings it up, and does not come to an end', async () => {
  const { lock } = engineFiles(folder);
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, `${machine.processMark} 2026-01-02T15:30:00.000Z`);
  vi.useFakeTimers({ toFake: ['Date'] });
  const up = engine('')
    .up()
    .catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  vi.setSystemTime(Date.now() + 60_000);
  expect(await up).toMatchObject({
    code: 'ENGINE_BUSY',
    retryable: true,
    parameters: { since: '2026-01-02T15:30:00.000Z' },
  });
});

it('a system that it cannot run on', async () => {
  vi.stubGlobal('process', Object.create(process, { platform: { value: 'aix' } }));
  await expect(engine('').up()).rejects.toMatchObject({ code: 'ENGINE_PLATFORM', parameters: { platform: 'aix' } });
  expect(await readdir(folder)).toEqual([]);
});
