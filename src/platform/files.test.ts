import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exists, resolveInside } from './files.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

it.each([
  ['a file that is not there yet', 'there', 'new/file', true],
  ['up and out', 'there', '../file', false],
  ['an absolute path', 'there', '/etc/passwd', false],
  ['a link that leads out', 'there', 'link/file', false],
  ['a root that is not there yet', 'missing', 'new/file', true],
  ['up and out of a root that is not there', 'missing', '../there', false],
])('resolveInside: %s', async (_, root, path, isInside) => {
  await withTemporaryFolder(async (made) => {
    const folder = await realpath(made);
    await mkdir(join(folder, 'there'));
    await symlink(folder, join(folder, 'there', 'link'));
    expect(await resolveInside(join(folder, root), path)).toBe(isInside ? join(folder, root, path) : undefined);
    expect(await exists(join(folder, 'missing'))).toBe(false);
  });
});
