import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { explainOperation } from '../../src/operations/explain/operation.ts';
import { historyOperation } from '../../src/operations/history/operation.ts';
import { operations } from '../../src/operations/index.ts';
import { secretsApply, secretsStatus } from '../../src/operations/secrets/operations.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { statusOperation } from '../../src/operations/status/operation.ts';
import { verifyOperation } from '../../src/operations/verify/operation.ts';
import { JourneyWorld } from '../journey-world.ts';

const SECRET = 'correct-horse-battery-staple';
let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
  await world.commit({
    'apps/hello/service.yaml': `${await world.read('apps/hello/service.yaml')}secrets:\n  hello-secret: [API_KEY]\n`,
  });
  await world.write('.env', `${await world.read('.env')}API_KEY=${SECRET}\n`);
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe('a plan', () => {
  it('ship --dry-run shows what would happen and changes nothing', async () => {
    const before = await snapshot();
    const { plan, release } = (await world.done(['ship', 'hello', '--dry-run', '--json'])).json(ShipOutput);
    expect(release).toBeUndefined();
    expect(plan?.tag).toMatch(/^v\d{12}$/);
    expect(plan?.files).toEqual([
      'app-of-apps/overlays/hello/overlays/production/kustomization.yaml',
      'app-of-apps/applications/hello.yaml',
    ]);
    expect(plan?.message).toMatch(
      /^deploy\(hello\): v\d{12} to production\n\nLounge-Release: hello-production-v\d{12}\n/,
    );
    expect(plan?.render).toContain(plan?.tag);
    const spoken = await world.done(['ship', 'hello', '--dry-run']);
    expect(spoken.stdout).toContain('Nothing was changed');
    expect(await snapshot()).toEqual(before);
  });

  const snapshot = async () => ({
    head: await world.git(['rev-parse', 'HEAD']),
    status: await world.git(['status', '--porcelain']),
    references: await world.git(['ls-remote', 'origin']),
    tags: await world.tags('hello'),
    releases: (await world.releases('hello')).length,
  });
});

describe('secrets', () => {
  it('go from .env to the cluster and are never shown', async () => {
    const said: string[] = [];
    const call = async (args: string[], exitCode: number) => {
      const result = await world.done(args, exitCode);
      said.push(result.stdout, result.stderr);
      return result;
    };
    const states = async (exitCode: number) =>
      (await call(['secrets', 'status', 'hello', '--json'], exitCode))
        .json(secretsStatus.output)
        .rows.map((row) => row.state);
    expect(await states(1)).toEqual(['missing in cluster']);
    await call(['secrets', 'apply', 'hello', '--dry-run'], 0);
    expect(await states(1)).toEqual(['missing in cluster']);
    expect((await call(['secrets', 'apply', 'hello', '--json'], 0)).json(secretsApply.output).names).toContain(
      'hello-secret',
    );
    expect(await states(0)).toEqual(['same']);
    const before = await world.read('.env');
    await world.write('.env', before.replace(SECRET, `${SECRET}-2`));
    expect(await states(1)).toEqual(['different']);
    await world.write('.env', before);
    expect(said.join('\n')).not.toContain(SECRET);
    expect(said.join('\n')).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 20));
  });

  it('a value of .env in a commit is refused', async () => {
    const head = await world.git(['rev-parse', 'HEAD']);
    await world.commit({ 'apps/hello/src/key.ts': `export const key = '${SECRET}';\n` });
    const result = await world.done(['ship', 'hello', '--json'], 4);
    expect(result.error().code).toBe('POLICY_BLOCKED');
    expect(`${result.stdout}${result.stderr}`).not.toContain(SECRET);
    await world.git(['reset', '--quiet', '--hard', head]);
  });
});

describe('a release and its receipts', () => {
  it('ships, and receipts, recording and verdict fit', async () => {
    expect((await world.ship('hello')).release?.verdict?.verdict).toBe('PASS');
    const { receipts } = (await world.done(['verify', 'hello', '--receipts', '--json'])).json(verifyOperation.output);
    expect(receipts).toMatchObject({ fits: true, recorded: true, replayed: 'PASS VERIFIED' });
    expect(receipts?.verified).toBe(receipts?.receipts);
    expect(receipts?.receipts).toBeGreaterThan(5);
  });

  it('the story of it is told, and what a code means', async () => {
    const [release] = await world.releases('hello');
    const told = await world.done(['explain', release?.id ?? '']);
    expect(told.stdout).toContain('PASS');
    expect((await world.done(['explain', 'CRASH_LOOP', '--json'])).json(explainOperation.output)).toBeDefined();
    expect((await world.done(['explain', 'LEASE_HELD'])).stdout).toContain('LEASE_HELD');
  });

  it('a recording that was changed does not fit any more', async () => {
    const file = recordingFile();
    const packed = await readFile(file);
    const text = gunzipSync(packed).toString();
    const forged = text.replaceAll('"ready":true', '"ready":false').replaceAll('"status":"True"', '"status":"False"');
    expect(forged).not.toBe(text);
    await writeFile(file, gzipSync(forged));
    const result = await world.done(['verify', 'hello', '--receipts', '--json'], 1);
    expect(result.json(verifyOperation.output).receipts?.fits).toBe(false);
    await writeFile(file, packed);
    await world.done(['verify', 'hello', '--receipts'], 0);
  });
});

describe('a store that is lost', () => {
  it('is rebuilt from git, the registry and the cluster', async () => {
    const before = await world.releases('hello');
    for (const name of readdirSync(join(world.root, '.lounge')).filter((file) => file.startsWith('store.db')))
      await rm(join(world.root, '.lounge', name));
    const after = await world.releases('hello');
    // What was refused before it was pushed left nothing to be known by.
    const facts = (list: typeof after) =>
      list.flatMap(({ id, tag, digest, commit }) => (commit === undefined ? [] : { id, tag, digest, commit }));
    expect(facts(after)).toEqual(facts(before));
    expect(after).toHaveLength(1);
    const { services } = (await world.done(['status', '--json'])).json(statusOperation.output);
    expect(services[0]).toMatchObject({ service: 'hello', now: { state: 'good' }, release: { id: after[0]?.id } });
    const { release } = (await world.done(['verify', 'hello', '--json'])).json(verifyOperation.output);
    expect(release).toMatchObject({ id: after[0]?.id, verdict: { verdict: 'PASS' } });
    const { releases } = (await world.done(['history', '--json'])).json(historyOperation.output);
    expect(releases[0]?.verdict?.verdict).toBe('PASS');
  });
});

describe('the command line', () => {
  it('help of every operation, in both languages', async () => {
    for (const entry of operations) {
      const operation = await entry.load();
      for (const lang of ['en', 'ko'] as const) {
        const { stdout } = await world.done([...entry.name.split(' '), '--help', '--lang', lang]);
        expect(stdout).toContain(`lounge ${entry.name}`);
        for (const example of operation.examples) expect(stdout).toContain(example);
      }
    }
  });

  it('every reading operation prints JSON of its own schema', async () => {
    const calls: Record<string, string[]> = {
      check: ['check'],
      doctor: ['doctor'],
      history: ['history'],
      logs: ['logs', 'hello'],
      status: ['status'],
      verify: ['verify', 'hello'],
      'sandbox status': ['sandbox', 'status'],
      'secrets status': ['secrets', 'status', 'hello'],
      new: ['new', '--list'],
      rollback: ['rollback', 'hello', '--dry-run'],
    };
    for (const entry of operations) {
      const args = calls[entry.name];
      if (args === undefined) continue;
      const result = await world.lounge([...args, '--json']);
      expect(result.exitCode, `${entry.name}\n${result.stderr}${result.stdout}`).toBeLessThanOrEqual(1);
      expect(result.json((await entry.load()).output as z.ZodType)).toBeDefined();
      expect(result.stdout.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it.each(['bash', 'zsh', 'fish'])('completion for %s names every command', async (shell) => {
    const { stdout } = await world.done(['completion', shell]);
    for (const entry of operations) if (entry.name !== 'gate') expect(stdout).toContain(entry.name.split(' ')[0]);
  });

  it('speaks Korean', async () => {
    const { stdout } = await world.done(['status', '--lang', 'ko']);
    expect(stdout).toMatch(/[가-힣]/);
    const { stderr } = await world.done(['ship', 'nothing', '--lang', 'ko'], 2);
    expect(stderr).toMatch(/[가-힣]/);
  });
});

function recordingFile(): string {
  const folder = join(world.root, '.lounge/recordings');
  const [name] = readdirSync(folder).filter((file) => file.startsWith('hello-production') && file.endsWith('.gz'));
  if (name === undefined) throw new Error('no recording');
  return join(folder, name);
}
