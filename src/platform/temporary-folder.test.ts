import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { exec } from './exec.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

it('is there while it is used, and gone afterwards, also after an error', async () => {
  let seen = '';
  await expect(
    withTemporaryFolder(async (folder) => {
      seen = folder;
      expect(existsSync(folder)).toBe(true);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(existsSync(seen)).toBe(false);
});

it('what a killed process left is taken away by the next; what is not ours stays', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'sweep-'));
  const file = fileURLToPath(new URL('temporary-folder.ts', import.meta.url));
  const run = async (body: string) =>
    await exec(
      process.execPath,
      ['--input-type=module', '--eval', `import { withTemporaryFolder } from '${file}'; ${body}`],
      {
        cwd: parent,
        env: { TMPDIR: parent, NODE_OPTIONS: undefined },
      },
    );
  try {
    const others = ['lounge-1-999999-1-abcdefgh-AAAAAA', 'lounge-notes', 'other'];
    for (const name of others) mkdirSync(join(parent, name));
    await run('await withTemporaryFolder(async () => process.kill(process.pid, "SIGKILL"));');
    expect(readdirSync(parent).length).toBe(others.length + 1);
    await run('await withTemporaryFolder(async () => undefined);');
    expect(readdirSync(parent).toSorted()).toEqual(others);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
