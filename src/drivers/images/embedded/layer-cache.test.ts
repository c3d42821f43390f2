import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openFileStore } from './file-store.ts';
import { openLayerCache } from './layer-cache.ts';

test('a layer is compressed once, and only as what it says that it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-layers-'));
  try {
    const cache = openLayerCache(folder, openFileStore(join(folder, 'files')), 0);
    const tar = join(folder, 'layer.tar');
    await writeFile(tar, 'what is in it');
    const diffId = `sha256:${createHash('sha256').update('what is in it').digest('hex')}`;
    expect(await cache.pack(`sha256:${'0'.repeat(64)}`, tar)).toBeUndefined();
    const first = await cache.pack(diffId, tar);
    await rm(tar);
    expect(first).toMatchObject({ diffId });
    expect(await cache.pack(diffId, tar)).toEqual(first);
    await cache.copyBlob(first?.digest ?? '', join(folder, 'copy'));
    expect(gunzipSync(await readFile(join(folder, 'copy'))).toString()).toBe('what is in it');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
