import { mkdtemp, readFile, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import { TinyRegistry, type LayerEntry, type TestImage } from '../testing/tiny-registry.ts';
import { parseImageName } from './image-name.ts';
import { ImageStore } from './image-store.ts';

let folder = '';
let registry: TinyRegistry;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-test-'));
  registry = new TinyRegistry();
  await registry.listen();
});
afterEach(async () => {
  await registry.close();
  await removeTree(folder);
});

async function openStore(): Promise<ImageStore> {
  const store = new ImageStore(folder, () => 0);
  await store.open();
  return store;
}

async function pull(reference: string, store?: ImageStore, login?: { username: string; password: string }) {
  const name = parseImageName(`${registry.host}/${reference}`);
  if (!name) throw new Error('no image name');
  return await (store ?? (await openStore())).pull(name, login);
}

const one: TestImage = { layers: [[{ name: 'file', content: 'one' }]] };

describe('pulling', () => {
  it('unpacks once by digest, finds it after a restart, and shares layers', async () => {
    const digest = await registry.push('web', '1', one);
    await registry.push('other', '1', { layers: [...one.layers, [{ name: 'more', content: 'more' }]] });
    const image = await pull('web:1');
    expect(image.repositoryDigest).toBe(`${registry.host}/web@${digest}`);
    expect(await readFile(join(image.layers[0] ?? '', 'file'), 'utf8')).toBe('one');
    const store = await openStore();
    const name = parseImageName(`${registry.host}/web:1`);
    expect(name && store.find(name)?.id).toBe(image.id);
    registry.requests.length = 0;
    const other = await pull('other:1', store);
    expect(other.layers[1]).toBe(image.layers[0]);
    expect(registry.requests.filter((path) => path.includes('/blobs/'))).toHaveLength(2);
  });

  it.each([
    [
      'a tag that is not there',
      'web:2',
      /code = NotFound desc = failed to pull and unpack image ".*web:2": failed to resolve reference ".*web:2": .*web:2: not found$/,
    ],
    ['a digest that is not there', `web:1@sha256:${'0'.repeat(64)}`, /web@sha256:0{64}: not found$/],
    ['a platform that is not there', 'foreign:1', /no match for platform in manifest: not found$/],
    ['a layer with other bytes', 'broken:1', /unexpected commit digest sha256:.*failed precondition$/],
  ])('says what containerd says of %s', async (_, reference, message) => {
    await registry.push('web', '1', one);
    await registry.push('foreign', '1', { layers: [[{ name: 'f', content: 'f' }]], platforms: ['s390x'] });
    await registry.push('broken', '1', { layers: [[{ name: 'b', content: 'b' }]] });
    registry.corrupt('broken');
    await expect(pull(reference)).rejects.toThrow(message);
  });

  it('asks with the login', async () => {
    await registry.push('web', '1', one);
    registry.login = 'me:secret';
    await expect(pull('web:1')).rejects.toThrow(/401 Unauthorized/);
    expect(await pull('web:1', undefined, { username: 'me', password: 'secret' })).toMatchObject({
      size: expect.any(Number),
    });
  });

  it('tells a registry that is not there', async () => {
    const gone = new TinyRegistry();
    await gone.listen();
    const { host } = gone;
    await gone.close();
    const name = parseImageName(`${host}/web:1`);
    await expect(name && (await openStore()).pull(name, undefined)).rejects.toThrow(
      `dial tcp ${host}: connect: connection refused`,
    );
  });
});

describe('layers', () => {
  it('takes away what a later layer takes away', async () => {
    const lower: LayerEntry[] = [
      { name: 'keep', content: 'keep' },
      { name: 'gone', content: 'gone' },
      { name: 'folder', type: 'directory' },
      { name: 'folder/inner', content: 'inner' },
    ];
    const upper: LayerEntry[] = [
      { name: '.wh.gone' },
      { name: 'folder/.wh..wh..opq' },
      { name: 'folder/new', content: 'new' },
    ];
    await registry.push('web', '1', { layers: [lower, upper] });
    const { layers } = await pull('web:1');
    expect(layers).toHaveLength(1);
    const [merged = ''] = layers;
    expect(await readdir(merged)).toEqual(['folder', 'keep']);
    expect(await readdir(join(merged, 'folder'))).toEqual(['new']);
  });

  it.each([
    ['a name with ..', [{ name: '../escape', content: 'x' }]],
    [
      'a file through a link',
      [
        { name: 'link', type: 'symlink', linkname: '/tmp' },
        { name: 'link/escape', content: 'x' },
      ],
    ],
    [
      'a hard link through a link',
      [
        { name: 'link', type: 'symlink', linkname: '/etc' },
        { name: 'copy', type: 'link', linkname: 'link/passwd' },
      ],
    ],
    ['a hard link with ..', [{ name: 'copy', type: 'link', linkname: '../../../etc/passwd' }]],
  ] as [string, LayerEntry[]][])('refuses %s', async (_, entries) => {
    await registry.push('evil', '1', { layers: [entries] });
    await expect(pull('evil:1')).rejects.toThrow(/leaves the root|goes through a link/);
    expect((await readdir(join(folder, 'layers'))).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('leaves devices out, keeps modes', async () => {
    const entries: LayerEntry[] = [
      { name: 'sda', type: 'block-device', devmajor: 8, devminor: 0 },
      { name: 'closed', type: 'directory', mode: 0o555 },
      { name: 'closed/tool', content: 'x', mode: 0o750 },
    ];
    await registry.push('web', '1', { layers: [entries] });
    const [layer = ''] = (await pull('web:1')).layers;
    expect(await readdir(layer)).toEqual(['closed']);
    expect((await stat(join(layer, 'closed/tool'))).mode & 0o777).toBe(0o750);
  });

  it('keeps only so many unused images', async () => {
    const store = await openStore();
    for (let index = 0; index < 13; index += 1) {
      await registry.push(`web${index}`, '1', { layers: [[{ name: 'file', content: String(index) }]] });
      await pull(`web${index}:1`, store);
    }
    await store.collectGarbage(new Set());
    expect((await readdir(join(folder, 'layers'))).filter((name) => !name.endsWith('.json'))).toHaveLength(10);
  });
});

describe('names of images', () => {
  it.each(['UPPER/x', 'a b', 'x@sha256:12', ':tag', 'x:', '', 'http://x/y', 'x'.repeat(600)])('%j is none', (text) => {
    expect(parseImageName(text)).toBeUndefined();
  });

  it.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx', tag: 'latest' }],
    ['127.0.0.1:5000/a/b:v1', { registry: '127.0.0.1:5000', repository: 'a/b', tag: 'v1' }],
    [
      `h:1/a:v@sha256:${'a'.repeat(64)}`,
      { registry: 'h:1', repository: 'a', tag: 'v', digest: `sha256:${'a'.repeat(64)}` },
    ],
  ])('%s is read', (text, parts) => expect(parseImageName(text)).toEqual(parts));
});
