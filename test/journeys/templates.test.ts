import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOperation } from '../../src/operations/build/operation.ts';
import { checkOperation } from '../../src/operations/check/operation.ts';
import { runOperation } from '../../src/operations/run/operation.ts';
import { exec } from '../../src/platform/exec.ts';
import { JourneyWorld } from '../journey-world.ts';

/** What each template's own tests are run with; a template that is not here fails. */
const TESTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  node: [process.execPath, '--test'],
  'node-web': [process.execPath, '--test'],
  python: ['python3', '-m', 'unittest'],
  go: ['go', 'test', './...'],
};
const names = readdirSync(fileURLToPath(new URL('../../templates', import.meta.url))).toSorted();
const missing = new Set<string>();
for (const name of names) {
  const program = TESTS[name]?.[0] ?? name;
  const probe = await exec(program, [name === 'go' ? 'version' : '--version'], { cwd: '/' });
  if (probe.exitCode !== 0) missing.add(name);
}

let world: JourneyWorld;
let isIsolated = false;
beforeAll(async () => {
  world = await JourneyWorld.make({ services: [] });
  isIsolated = (await world.sandbox()).isolation.startsWith('full');
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe.each(names)('template %s', (name) => {
  const service = `my-${name}`;
  const whyNot = () => {
    if (missing.has(name)) return `${TESTS[name]?.[0]} is not on this machine`;
    // Its Dockerfile has a RUN, which needs a file system of its own.
    return name === 'go' && !isIsolated ? 'the sandbox has no full isolation on this machine' : undefined;
  };

  it('is scaffolded, clean by the policy, and its own tests pass', async ({ skip }) => {
    if (missing.has(name)) skip(`${TESTS[name]?.[0]} is not on this machine`);
    await world.done(['new', service, '--template', name, '--description', 'says "hello" & more']);
    const check = (await world.done(['check', '--json'])).json(checkOperation.output);
    expect(check.findings).toEqual([]);
    const [program, ...args] = TESTS[name] ?? ['false'];
    const tests = await exec(program, args, {
      cwd: join(world.root, 'apps', service),
      env: { NODE_OPTIONS: undefined, GOFLAGS: '-mod=mod' },
    });
    expect(tests.exitCode, `${tests.stdout}${tests.stderr}`).toBe(0);
    expect(await world.git(['status', '--porcelain'])).toBe('');
  });

  it('builds the same image for the same tree, and runs', async ({ skip }) => {
    skip(whyNot() !== undefined, whyNot());
    const build = async () =>
      (await world.done(['build', service, '--tag', 'v202601010000', '--json'])).json(buildOperation.output).digest;
    expect(await build()).toBe(await build());
    const run = await world.done(['run', service, '--check', '--json']);
    expect(run.json(runOperation.output)).toMatchObject({ healthy: true });
  });

  it('ships', async ({ skip }) => {
    skip(whyNot() !== undefined, whyNot());
    const { release } = await world.ship(service);
    expect(release?.verdict, release?.verdict?.message).toMatchObject({ verdict: 'PASS' });
    expect((await world.answer(service)).status).toBe(200);
  });
});
