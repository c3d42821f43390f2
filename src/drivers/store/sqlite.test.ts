import { expect, it } from 'vitest';
import { exec } from '../../platform/exec.ts';
import { withTemporaryFolder } from '../../platform/temporary-folder.ts';

const PROCESSES = 4;
const FILES = 25;

/** Opens each store as the others do at the same moment, writes, and closes. */
const SCRIPT = `
import { createSqliteStore } from './src/drivers/store/sqlite.ts';
const [folder, start, name] = process.argv.slice(1);
const wait = (until) => new Promise((resolve) => setTimeout(resolve, Math.max(0, until - Date.now())));
for (let file = 0; file < ${FILES}; file += 1) {
  await wait(Number(start) + file * 40);
  const store = createSqliteStore(folder + '/' + file + '.db');
  await store.append({ release: name, step: 'check', phase: 'intent', data: {}, at: 1 });
  await store.close();
}`;

it('processes that open it for the first time at once do not break it', { timeout: 60_000 }, async () => {
  await withTemporaryFolder(async (folder) => {
    const start = String(Date.now() + 1500);
    const run = async (name: string) =>
      await exec(process.execPath, ['--input-type=module', '-e', SCRIPT, '--', folder, start, name], {
        cwd: process.cwd(),
      });
    const ended = await Promise.all(Array.from({ length: PROCESSES }, async (_, index) => await run(`p${index}`)));
    expect(ended.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => stderr)).toEqual([]);
  });
});
