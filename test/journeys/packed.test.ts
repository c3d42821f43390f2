import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newOperation } from '../../src/operations/new/operation.ts';
import { quickstartOperation } from '../../src/operations/quickstart/operation.ts';
import { exec } from '../../src/platform/exec.ts';
import { JourneyWorld } from '../journey-world.ts';
import { startLounge } from '../lounge-process.ts';

const SOURCE = fileURLToPath(new URL('../..', import.meta.url));
let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make({ lounge: false });
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function npm(args: readonly string[], cwd: string) {
  const result = await exec('npm', [...args], {
    cwd,
    env: { npm_config_update_notifier: 'false' },
    timeoutMs: 200_000,
  });
  expect(result.exitCode, `npm ${args.join(' ')}\n${result.stderr}`).toBe(0);
  return result;
}

it('npm pack, installed into an empty folder: the whole path runs from the package', async () => {
  await npm(['pack', '--silent', '--pack-destination', world.folder], SOURCE);
  const tarball = readdirSync(world.folder).find((name) => name.endsWith('.tgz'));
  const folder = join(world.folder, 'empty');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await npm(['install', '--no-audit', '--no-fund', '--prefer-offline', join(world.folder, tarball ?? '')], folder);
  const installed = join(folder, 'node_modules/ai-lounge');
  expect(existsSync(join(installed, 'dist/main.js'))).toBe(true);
  expect(existsSync(join(installed, 'src'))).toBe(false);

  // What npx does, on the machine's own Node.
  const lounge = async (args: readonly string[]) =>
    await startLounge(args, {
      cwd: folder,
      environment: { ...world.environment, PATH: `${join(folder, 'node_modules/.bin')}:${process.env['PATH']}` },
      program: ['npx', '--no-install', 'lounge'],
    }).result;
  const version = await lounge(['--version']);
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { templates } = (await lounge(['new', '--list', '--json'])).json(newOperation.output);
  expect(templates?.map(({ name }) => name)).toEqual(expect.arrayContaining(['go', 'node', 'node-web', 'python']));
  const quickstart = await lounge(['quickstart', '--ci', '--no-break', '--json']);
  expect(quickstart.exitCode, quickstart.stderr).toBe(0);
  expect(quickstart.json(quickstartOperation.output)).toMatchObject({
    verdict: { verdict: 'PASS' },
    answer: { status: 200 },
  });
  expect(world.processes()).toEqual([]);
});
