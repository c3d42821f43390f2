import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';
import { LoungeError } from '../../../domain/errors.ts';
import { systemClock } from '../../../platform/clock.ts';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import type { Renderer } from '../../../ports/renderer.ts';
import { createGitRepository } from '../../repository/git/create-git-repository.ts';
import { createRenders } from './create-renders.ts';

const OVERLAY = 'app/overlays/production';
const FILES = { [`${OVERLAY}/name`]: 'one', 'app/base/name': 'base', 'other/name': 'other' };

/** Names its objects by what is in `<folder>/name`, or in the file that `<folder>/refers` points to; counts its runs. */
function countingRenderer(): Renderer & { runs: number } {
  const renderer = {
    runs: 0,
    describe: async () => 'counting',
    identity: async () => 'counting',
    render: async (root: string, folder: string) => {
      renderer.runs += 1;
      try {
        const refers = await readFile(join(folder, 'refers'), 'utf8').catch(() => undefined);
        const name = await readFile(refers === undefined ? join(folder, 'name') : join(root, refers), 'utf8');
        return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }];
      } catch (error) {
        throw new LoungeError('RENDER_FAILED', { path: folder, problem: 'no such file' }, { cause: error });
      }
    },
  };
  return renderer;
}

async function world(keptIn?: string, trustKept = true) {
  const repository = await temporaryRepository(FILES);
  const renderer = countingRenderer();
  const git = createGitRepository({ root: repository.root, branch: 'main', clock: systemClock });
  const open = () =>
    createRenders({
      repository: git,
      renderer,
      scopeOf: (folder) => (folder.startsWith('app/') ? 'app' : undefined),
      ...(keptIn === undefined ? {} : { keptIn, trustKept }),
    });
  const nameAt = async (renders = opened, folder = OVERLAY) =>
    (await renders.at(await repository.git(['rev-parse', 'HEAD']), folder)).map((object) => object.metadata.name);
  const opened = open();
  return {
    repository,
    renderer,
    open,
    nameAt,
    [Symbol.asyncDispose]: async () => await repository[Symbol.asyncDispose](),
  };
}

describe('renders', () => {
  test('are made once for the same tree of the scope, whatever else the commits change', async () => {
    await using it = await world();
    expect(await it.nameAt()).toEqual(['one']);
    await it.repository.commit({ 'other/name': 'changed' }, 'change');
    expect(await it.nameAt()).toEqual(['one']);
    expect(it.renderer.runs).toBe(1);
    await it.repository.commit({ [`${OVERLAY}/name`]: 'two' }, 'change');
    expect(await it.nameAt()).toEqual(['two']);
    expect(it.renderer.runs).toBe(2);
  });

  test('that need a file outside of the scope are made from the whole tree, each time', async () => {
    await using it = await world();
    await it.repository.commit({ [`${OVERLAY}/refers`]: 'other/name' }, 'change');
    expect(await it.nameAt()).toEqual(['other']);
    await it.repository.commit({ 'other/name': 'changed' }, 'change');
    expect(await it.nameAt()).toEqual(['changed']);
  });

  test('of a folder without a scope are made from the whole tree', async () => {
    await using it = await world();
    expect(await it.nameAt(undefined, 'other')).toEqual(['other']);
  });

  test('that fail are told, and tried again', async () => {
    await using it = await world();
    await it.repository.commit({ [`${OVERLAY}/refers`]: 'nowhere' }, 'change');
    await expect(it.nameAt()).rejects.toMatchObject({ code: 'RENDER_FAILED' });
    await expect(it.nameAt()).rejects.toMatchObject({ code: 'RENDER_FAILED' });
  });

  test('of an unknown commit are an error', async () => {
    await using it = await world();
    await expect(it.open().at('f'.repeat(40), OVERLAY)).rejects.toMatchObject({ code: 'GIT_REVISION_UNKNOWN' });
  });

  test('that are evidence are kept for others, and never taken from there', async () => {
    await withTemporaryFolder(async (folder) => {
      await using it = await world(folder, false);
      expect(await it.nameAt()).toEqual(['one']);
      const [file = ''] = await readdir(folder);
      await writeFile(join(folder, file), '[]');
      expect(await it.nameAt(it.open())).toEqual(['one']);
      expect(it.renderer.runs).toBe(2);
    });
  });

  test('are kept for the next process; what is damaged is made again', async () => {
    await withTemporaryFolder(async (folder) => {
      await using it = await world(folder);
      expect(await it.nameAt()).toEqual(['one']);
      expect(await it.nameAt(it.open())).toEqual(['one']);
      expect(it.renderer.runs).toBe(1);
      const [file = ''] = await readdir(folder);
      await writeFile(join(folder, file), '[{"apiVersion":');
      expect(await it.nameAt(it.open())).toEqual(['one']);
      expect(it.renderer.runs).toBe(2);
    });
  });
});
