import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LOCAL_ENGINE } from '../src/domain/local-engine.ts';
import { operations } from '../src/operations/index.ts';

const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

it('every operation is named as its folder, and every folder with an operation is on the list', async () => {
  const folderOf = (name: string | undefined) => (name === LOCAL_ENGINE ? 'local-engine' : name);
  const listed = new Set(operations.map((entry) => folderOf(entry.name.split(' ')[0])));
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

it('decisions and operations do not know the engine of this machine by its name', () => {
  const offenders = ['src/engine', 'src/operations'].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .filter((file) => `${file}\n${readFileSync(file, 'utf8')}`.toLowerCase().includes(LOCAL_ENGINE)),
  );
  expect(offenders).toEqual([]);
});
