import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickstartOperation } from '../../src/operations/quickstart/operation.ts';
import { JourneyWorld } from '../journey-world.ts';

let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make({ lounge: false });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const quickstart = async (...args: string[]) => {
  const result = await world.done(['quickstart', 'first', '--json', ...args], 0, { cwd: world.folder });
  return { ...result.json(quickstartOperation.output), stderr: result.stderr };
};

describe('quickstart', () => {
  it('--ci: a proven release, a broken one that is caught, the rollback, and nothing is left', async () => {
    const { verdict, answer, tag, broken, tornDown, folder } = await quickstart('--ci');
    expect(verdict).toMatchObject({ verdict: 'PASS', reason: 'VERIFIED' });
    expect(verdict.receipts.length).toBeGreaterThan(5);
    expect(answer?.status).toBe(200);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ service: 'hello', version: tag });
    expect(broken?.verdict.verdict).toBe('FAIL');
    expect(broken?.verdict.reason).toMatch(/^(SOAK|CRASH_LOOP)$/);
    expect(broken?.verdict.message).toContain('broken on purpose');
    expect(broken?.rollback?.verdict).toBe('PASS');
    expect(tornDown).toBe(true);
    expect(existsSync(folder)).toBe(false);
    expect(world.processes()).toEqual([]);
    expect(readdirSync(world.temporary).filter((name) => name.startsWith('lounge-'))).toEqual([]);
  });

  it('init --dry-run makes nothing, not even the folder', async () => {
    await world.done(['init', 'never', '--dry-run'], 0, { cwd: world.folder });
    expect(existsSync(join(world.folder, 'never'))).toBe(false);
  });

  it('run again it goes on where it is', async () => {
    const first = await quickstart('--no-break');
    expect(first).toMatchObject({ verdict: { verdict: 'PASS' }, answer: { status: 200 }, tornDown: false });
    const second = await quickstart('--no-break');
    expect(second).toMatchObject({ release: first.release, verdict: { verdict: 'PASS' }, answer: { status: 200 } });
    expect(second.stderr).not.toContain('· build');
    const refused = await world.lounge(['quickstart', 'first', '--ci', '--json'], { cwd: world.folder });
    expect(refused.error().code).toBe('FILE_EXISTS');
    expect(existsSync(join(first.folder, 'lounge.yaml'))).toBe(true);
    await world.done(['-C', join(world.folder, 'first'), 'sandbox', 'reset', '-q'], 0);
    expect(world.processes()).toEqual([]);
  });
});
