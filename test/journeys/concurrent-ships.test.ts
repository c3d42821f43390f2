import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { JourneyWorld } from '../journey-world.ts';
import type { LoungeProcess } from '../lounge-process.ts';

let world: JourneyWorld;
let other: string;
beforeAll(async () => {
  world = await JourneyWorld.make({ services: ['one', 'two'], policy: { rehearsal: 'off' } });
  await world.git(['push', '--quiet', 'origin', 'main']);
  other = await world.clone('other');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const verdictOf = async (ship: LoungeProcess) => (await ship.result).json(ShipOutput).release?.verdict?.verdict;

/** Somebody else commits and pushes from the second clone. */
async function pushFromOther(path: string, change: (text: string) => string): Promise<string> {
  await world.git(['pull', '--quiet', '--ff-only'], other);
  const before = await readFile(`${other}/${path}`, 'utf8').catch(() => '');
  await world.write(path, change(before), other);
  await world.git(['add', '--', path], other);
  await world.git(['commit', '--quiet', '-m', 'docs: from the other clone'], other);
  await world.git(['push', '--quiet', 'origin', 'HEAD:main'], other);
  return await world.git(['rev-parse', 'HEAD'], other);
}

it('two ships of one service at once: one goes on, the other is told who holds it and since when', async () => {
  const startedAt = Date.now();
  const names = ['anna', 'bert'];
  const ships = names.map((name) => world.start(['ship', 'one', '--json'], { environment: { LOUNGE_ACTOR: name } }));
  const results = await Promise.all(ships.map(async (ship) => await ship.result));
  expect(
    results.map(({ exitCode }) => exitCode).toSorted((a, b) => a - b),
    results.map(({ stderr }) => stderr).join('\n'),
  ).toEqual([0, 4]);
  const winner = results.findIndex(({ exitCode }) => exitCode === 0);
  expect(results[winner]?.json(ShipOutput).release?.verdict?.verdict).toBe('PASS');
  const error = results[1 - winner]?.error();
  expect(error?.code).toBe('LEASE_HELD');
  expect(error?.retryable).toBe(true);
  expect(error?.hint).toContain('lounge status one');
  expect(error?.message).toContain(names[winner]);
  const since = Date.parse(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(error?.message ?? '')?.[0] ?? '');
  expect(since).toBeGreaterThan(startedAt - 1000);
  expect(since).toBeLessThan(Date.now());
  expect(await world.releaseTrailers()).toHaveLength(1);
  expect(await world.tags('one')).toHaveLength(1);
});

it('two ships of different services at once: both pass', async () => {
  const ships = ['one', 'two'].map((service) => world.start(['ship', service, '--json']));
  expect(await Promise.all(ships.map(verdictOf))).toEqual(['PASS', 'PASS']);
  expect(await world.tags('one')).toHaveLength(2);
  expect(await world.tags('two')).toHaveLength(1);
});

it('a remote that moved meanwhile: put on top of it, checked again, PASS', async () => {
  await world.edit('apps/one/src/app.ts', "'one'", "'one, again'");
  const ship = world.start(['ship', 'one', '--json']);
  await ship.line('✓ check');
  ship.kill('SIGSTOP');
  const theirs = await pushFromOther('docs/notes.md', (text) => `${text}hello\n`);
  ship.kill('SIGCONT');
  expect(await verdictOf(ship)).toBe('PASS');
  expect((await ship.result).stderr).toContain('the remote had moved');
  await world.git(['fetch', '--quiet', 'origin']);
  expect(await world.git(['log', '--format=%H', 'origin/main'])).toContain(theirs);
  expect(await world.git(['show', 'origin/main:docs/notes.md'])).toBe('hello');
  expect(await world.git(['show', 'origin/main:apps/one/src/app.ts'])).toContain('one, again');
  expect(await world.git(['status', '--porcelain'])).toBe('');
});

it('a change that conflicts: GIT_CONFLICT, nothing is lost, and it goes on once it is mended', async () => {
  await pushFromOther('apps/one/src/app.ts', (text) => text.replace("'one, again'", "'one, theirs'"));
  await world.edit('apps/one/src/app.ts', "'one, again'", "'one, mine'");
  const mine = await world.git(['rev-parse', 'HEAD']);
  const theirs = await world.git(['ls-remote', 'origin', 'refs/heads/main']);
  const error = (await world.done(['ship', 'one', '--json'], 4)).error();
  expect(error.code).toBe('GIT_CONFLICT');
  expect(error.message).toContain('apps/one/src/app.ts');
  expect(error.hint).toContain('git pull --rebase');
  expect(await world.git(['rev-parse', 'HEAD'])).toBe(mine);
  expect(await world.git(['status', '--porcelain'])).toBe('');
  expect(await world.git(['ls-remote', 'origin', 'refs/heads/main'])).toBe(theirs);
  expect(await world.remoteReferences('refs/lounge/*')).toEqual([]);
  await world.git(['pull', '--quiet', '--rebase', '-X', 'theirs', 'origin', 'main']);
  const { release } = await world.ship('one');
  expect(release?.verdict?.verdict).toBe('PASS');
});

it('no two releases of a service ever share a tag, though several were made within a minute', async () => {
  for (const service of ['one', 'two']) {
    const tags = (await world.releases(service)).map((release) => release.tag);
    expect(new Set(tags).size).toBe(tags.length);
  }
  expect((await world.releases('one')).filter(({ verdict }) => verdict?.verdict === 'PASS')).toHaveLength(4);
});
