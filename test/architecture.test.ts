import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operations } from '../src/operations/index.ts';

const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

it('every operation is named as its folder, and every folder with an operation is on the list', async () => {
  const listed = new Set(operations.map((entry) => entry.name.split(' ')[0]));
  for (const entry of operations) expect((await entry.load()).name).toBe(entry.name);
  const withOperation = folders('src/operations').filter((name) =>
    readdirSync(`src/operations/${name}`).some((file) => /^operations?\.ts$/.test(file)),
  );
  expect(new Set(withOperation)).toEqual(listed);
});

it('only platform/exec.ts starts processes, and only the launcher besides it', () => {
  const offenders = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'platform/exec.ts')
    .filter((file) => /from '(node:child_process)'/.test(readFileSync(`src/${file}`, 'utf8')));
  expect(offenders).toEqual([]);
});

it('decisions and operations do not know that a sandbox exists, but for the family of its name', () => {
  const offenders = ['src/engine', 'src/operations'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.ts') &&
          !file.endsWith('.test.ts') &&
          !file.startsWith('sandbox/') &&
          !/messages|guide|generate|doctor|index\.ts|init\//.test(file),
      )
      .filter((file) => /kind === 'sandbox'|isSandbox/i.test(readFileSync(`${root}/${file}`, 'utf8')))
      .map((file) => `${root}/${file}`),
  );
  expect(offenders).toEqual([]);
});
