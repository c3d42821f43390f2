import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASE_STEPS, type ReleaseStep } from '../../src/domain/release.ts';
import { resumeOperation } from '../../src/operations/resume/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { JourneyWorld } from '../journey-world.ts';
import type { LoungeProcess } from '../lounge-process.ts';

let world: JourneyWorld;
let version = 0;
beforeAll(async () => {
  // What a rehearsal does is killed in rows of its own; the others go without, to be quick.
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Before {
  readonly tags: readonly string[];
  readonly trailers: readonly string[];
  readonly releases: number;
}

async function before(): Promise<Before> {
  version += 1;
  await world.edit('apps/hello/src/app.ts', /'(hello|turn \d+)'/, `'turn ${version}'`);
  const [tags, trailers, releases] = [
    await world.tags('hello'),
    await world.releaseTrailers(),
    await world.releases('hello'),
  ];
  return { tags, trailers, releases: releases.length };
}

/** Exactly one of everything, and nothing left over. */
async function expectOneRelease(was: Before): Promise<void> {
  const tags = await world.tags('hello');
  expect(tags.length, tags.join(' ')).toBe(was.tags.length + 1);
  const trailers = await world.releaseTrailers();
  expect(trailers.length, trailers.join('\n')).toBe(was.trailers.length + 1);
  expect(new Set(trailers).size).toBe(trailers.length);
  const releases = await world.releases('hello');
  expect(releases.length).toBe(was.releases + 1);
  expect(releases[0]).toMatchObject({ tag: tags.at(-1), id: trailers[0], verdict: { verdict: 'PASS' } });
  await expectNothingLeft();
  const { body } = await world.answer('hello');
  expect(JSON.parse(body)).toEqual({ service: `turn ${version}`, version: tags.at(-1) });
}

async function expectNothingLeft(): Promise<void> {
  expect(await world.remoteReferences('refs/lounge/*')).toEqual([]);
  expect(await world.remoteReferences('refs/heads/*')).toEqual(['refs/heads/main']);
  expect(await world.git(['status', '--porcelain'])).toBe('');
  expect(await world.git(['rev-parse', 'HEAD'])).toBe(await world.git(['rev-parse', 'FETCH_HEAD']));
  expect(readdirSync(world.temporary).filter((name) => name.startsWith('lounge-'))).toEqual([]);
  expect(readdirSync(join(world.root, '.lounge/builds'))).toEqual([]);
  // The node of the sandbox is left out: below it are whole root file systems of pods.
  const files = ['.git', '.lounge/cache', '.lounge/recordings'].flatMap((folder) =>
    readdirSync(join(world.root, folder), { recursive: true, encoding: 'utf8' }),
  );
  const nearby = ['.', '.lounge', '.lounge/sandbox'].flatMap((folder) => readdirSync(join(world.root, folder)));
  const locks = [...files, ...nearby].filter((name) => /\.lock$|\.tmp$|^lock$|^lounge\/index/.test(name));
  expect(locks).toEqual([]);
}

async function resume(): Promise<void> {
  const { resumed } = (await world.done(['resume', '--json'])).json(resumeOperation.output);
  expect(resumed.map((one) => one.release?.verdict?.verdict)).toEqual(['PASS']);
}

async function shipAgain(): Promise<void> {
  const { release } = (await world.done(['ship', 'hello', '--json'])).json(ShipOutput);
  expect(release?.verdict?.verdict).toBe('PASS');
}

async function killed(ship: LoungeProcess, how: 'kill' | 'killGroup'): Promise<void> {
  ship[how]('SIGKILL');
  expect((await ship.result).exitCode).toBe(137);
}

describe('kill -9 at the boundary after a step', () => {
  const steps = RELEASE_STEPS.filter((step) => step !== 'rehearse');
  // The last one has nothing after it: the release is finished and nothing is to be resumed.
  it.each(steps.slice(0, -1).map((step, index) => [step, index % 2 === 0 ? 'resume' : 'ship'] as const))(
    '%s, then %s',
    async (step, next) => {
      const was = await before();
      const ship = world.start(['ship', 'hello']);
      await ship.line(`✓ ${step}`);
      await killed(ship, 'kill');
      await (next === 'resume' ? resume() : shipAgain());
      await expectOneRelease(was);
    },
  );
});

describe('kill -9 in the middle of an effect, with everything it started', () => {
  const random = seeded(20260102);
  const rows: [ReleaseStep, number, string][] = (
    ['build', 'push', 'commit', 'publish', 'sync', 'verify', 'catalogue'] as const
  ).map((step, index) => {
    // After the catalogue, the last step, a kill would find nothing to go on with.
    const longest = step === 'catalogue' ? 100 : 300;
    return [step, Math.floor(random() * longest), index % 2 === 0 ? 'ship' : 'resume'];
  });
  it.each(rows)('%s, %i ms after it began, then %s', async (step, delay, next) => {
    const was = await before();
    const ship = world.start(['ship', 'hello']);
    await ship.line(`· ${step}`);
    await sleep(delay);
    await killed(ship, 'killGroup');
    await (next === 'resume' ? resume() : shipAgain());
    await expectOneRelease(was);
  });
});

describe('besides a killed ship', () => {
  it('a rehearsal that was killed is done anew, and nothing of it stays', async () => {
    await world.setPolicy({ rehearsal: 'required' });
    const was = await before();
    const ship = world.start(['ship', 'hello']);
    await ship.line('· rehearse');
    await ship.line('[1/1] COPY src');
    await sleep(400);
    await killed(ship, 'killGroup');
    await resume();
    await expectOneRelease(was);
    await world.setPolicy({ rehearsal: 'off' });
  });

  it('the sandbox is killed while a release is judged: nothing is lost, and it goes on', async () => {
    const was = await before();
    const ship = world.start(['ship', 'hello', '--json']);
    await ship.line('· verify');
    await world.killSandbox();
    // Whatever the ship makes of it, it must not say PASS while nothing can be seen.
    await sleep(300);
    ship.kill('SIGKILL');
    await ship.result;
    await world.done(['sandbox', 'up', '-q']);
    await resume();
    await expectOneRelease(was);
  });

  it('Ctrl-C ends it in order: exit 130, no lease is held, and resume goes on', async () => {
    const was = await before();
    const ship = world.start(['ship', 'hello']);
    await ship.line('· verify');
    ship.kill('SIGINT');
    const { exitCode, stderr } = await ship.result;
    expect(exitCode, stderr).toBe(130);
    expect(stderr).toContain('lounge resume');
    expect(await world.remoteReferences('refs/lounge/*')).toEqual([]);
    await resume();
    await expectOneRelease(was);
  });

  it('a second Ctrl-C ends it at once', async () => {
    const was = await before();
    const ship = world.start(['ship', 'hello']);
    await ship.line('· publish');
    ship.kill('SIGINT');
    ship.kill('SIGINT');
    expect((await ship.result).exitCode).toBe(130);
    await resume();
    await expectOneRelease(was);
  });

  it('nothing interrupted: resume says so', async () => {
    const result = await world.done(['resume', '--json']);
    expect(result.json(resumeOperation.output)).toEqual({ resumed: [] });
  });
});

/** A small generator with a seed: the same rows in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
