import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { start, type RunningProcess } from '../../../platform/exec.ts';
import { ProcessRecords } from './process-records.ts';

let folder = '';
let running: RunningProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-test-'));
  running = start('sleep', ['60'], { cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'ignore'] });
});
afterEach(async () => {
  running.kill('SIGKILL');
  await running.exited;
  await rm(folder, { recursive: true, force: true });
});

async function openRecords(): Promise<{ records: ProcessRecords; ended: number }> {
  const records = new ProcessRecords(folder);
  return { records, ended: await records.open() };
}

it('ends what an earlier life left', async () => {
  await (await openRecords()).records.add(running.pid ?? 0);
  expect((await openRecords()).ended).toBe(1);
  expect(await running.exited).toMatchObject({ signal: 'SIGKILL' });
  expect(await readdir(folder)).toEqual([]);
});

it('leaves alone what was forgotten, and another process of the same number', async () => {
  const forget = await (await openRecords()).records.add(running.pid ?? 0);
  await forget();
  await writeFile(join(folder, `${running.pid}-1`), '');
  await writeFile(join(folder, 'no-number'), '');
  expect((await openRecords()).ended).toBe(0);
  expect(running.kill(0 as never)).toBe(true);
});
