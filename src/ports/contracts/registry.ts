import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Registry } from '../registry.ts';

export interface RegistryFixture {
  /** With the right login, or with the given password; stand-ins are refused unless they are accepted here. */
  open(options?: { readonly password?: string; readonly acceptsStandIns?: boolean }): Registry;
  /** An empty folder. */
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

interface Written {
  readonly digest: string;
  readonly config: string;
  readonly layer: string;
}

/** Writes an OCI layout with one image per layer content; several become an index. */
export async function writeSampleLayout(
  folder: string,
  layers: readonly Uint8Array[],
  labels: Readonly<Record<string, string>> = {},
): Promise<Written> {
  const blobs = join(folder, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (content: Uint8Array | string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(blobs, hex), content);
    return { digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const images = [];
  for (const content of layers) {
    const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...(await put(content)) };
    const file = {
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: labels },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    };
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await put(JSON.stringify(file))) };
    const manifest = {
      mediaType: MANIFEST,
      ...(await put(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] }))),
    };
    images.push({ manifest, config: config.digest, layer: layer.digest });
  }
  const [first] = images;
  if (!first) throw new Error('an image needs a layer');
  const manifests = images.map((image) => image.manifest);
  const top =
    images.length === 1
      ? first.manifest
      : { mediaType: INDEX, ...(await put(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }))) };
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [top] }));
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  return { digest: top.digest, config: first.config, layer: first.layer };
}

/** What every driver of the port must do. */
export function registryContract(name: string, open: () => Promise<RegistryFixture>): void {
  describe(`${name}: images`, () => {
    it('pushes, inspects, lists and pulls the same bytes', async () => {
      await using fixture = await open();
      const registry = fixture.open();
      await registry.check();
      const written = await writeSampleLayout(join(fixture.folder, 'a'), [randomBytes(2_000_000)], { team: 'a' });
      expect(await registry.push(join(fixture.folder, 'a'), 'team/web', 'v1')).toBe(written.digest);
      expect(await registry.push(join(fixture.folder, 'a'), 'team/web', 'v2')).toBe(written.digest);
      const expected = { digest: written.digest, mediaType: MANIFEST, manifests: [], configs: [written.config] };
      expect(await registry.inspect('team/web', 'v1')).toEqual(expected);
      expect(await registry.inspect('team/web', written.digest)).toEqual(expected);
      expect(await registry.config('team/web', 'v1')).toMatchObject({ os: 'linux', config: { Labels: { team: 'a' } } });
      expect(await registry.tags('team/web')).toEqual(['v1', 'v2']);
      expect(await registry.pull('team/web', 'v2', join(fixture.folder, 'b'))).toBe(written.digest);
      const names = await readdir(join(fixture.folder, 'a/blobs/sha256'));
      for (const blob of names) {
        const [one, other] = await Promise.all(
          ['a', 'b'].map(async (side) => await readFile(join(fixture.folder, side, 'blobs/sha256', blob))),
        );
        expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
      }
      expect((await readdir(join(fixture.folder, 'b/blobs/sha256'))).toSorted()).toEqual(names.toSorted());
    });

    it('pushes an index with all that is behind it', async () => {
      await using fixture = await open();
      const registry = fixture.open();
      const written = await writeSampleLayout(join(fixture.folder, 'a'), [randomBytes(1000), randomBytes(1000)]);
      expect(await registry.push(join(fixture.folder, 'a'), 'many', 'v1')).toBe(written.digest);
      const found = await registry.inspect('many', 'v1');
      expect(found).toMatchObject({ digest: written.digest, mediaType: INDEX });
      expect([found?.manifests.length, found?.configs.length]).toEqual([2, 2]);
      expect(found?.configs).toContain(written.config);
      expect(await registry.pull('many', 'v1', join(fixture.folder, 'b'))).toBe(written.digest);
    });

    it('knows what is not there', async () => {
      await using fixture = await open();
      const registry = fixture.open();
      expect(await registry.inspect('nothing', 'v1')).toBeUndefined();
      expect(await registry.config('nothing', 'v1')).toBeUndefined();
      expect(await registry.tags('nothing')).toEqual([]);
      await expect(registry.pull('nothing', 'v1', join(fixture.folder, 'b'))).rejects.toMatchObject({
        code: 'REGISTRY_FAILED',
      });
    });

    it('sends no blob twice', async () => {
      await using fixture = await open();
      const registry = fixture.open();
      await writeSampleLayout(join(fixture.folder, 'a'), [randomBytes(1000)]);
      await registry.push(join(fixture.folder, 'a'), 'web', 'v1');
      const lines: string[] = [];
      await registry.push(join(fixture.folder, 'a'), 'web', 'v2', { progress: (line) => lines.push(line) });
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toMatch(/: there$/);
    });
  });

  describe(`${name}: refusals`, () => {
    it('says when the login is wrong', async () => {
      await using fixture = await open();
      await expect(fixture.open({ password: 'wrong' }).check()).rejects.toMatchObject({ code: 'REGISTRY_LOGIN' });
      await expect(fixture.open({ password: 'wrong' }).tags('web')).rejects.toMatchObject({ code: 'REGISTRY_LOGIN' });
    });

    it('pushes no stand-in, unless it takes them', async () => {
      await using fixture = await open();
      const layout = join(fixture.folder, 'a');
      const { digest } = await writeSampleLayout(layout, [randomBytes(10)], {
        'io.lounge.stand-in': 'node:24 → node 24.1.0',
      });
      await expect(fixture.open().push(layout, 'web', 'v1')).rejects.toMatchObject({ code: 'IMAGE_STAND_IN' });
      expect(await fixture.open().inspect('web', 'v1')).toBeUndefined();
      expect(await fixture.open({ acceptsStandIns: true }).push(layout, 'web', 'v1')).toBe(digest);
    });

    it('pushes no damaged layout', async () => {
      await using fixture = await open();
      const layout = join(fixture.folder, 'a');
      const { config, layer } = await writeSampleLayout(layout, [randomBytes(10)]);
      await writeFile(join(layout, 'blobs/sha256', layer.slice(7)), 'other');
      await expect(fixture.open().push(layout, 'web', 'v1')).rejects.toMatchObject({ code: 'REGISTRY_FAILED' });
      await writeFile(join(layout, 'blobs/sha256', config.slice(7)), '{}');
      await expect(fixture.open().push(layout, 'web', 'v1')).rejects.toMatchObject({ code: 'IMAGE_LAYOUT_INVALID' });
      await expect(fixture.open().push(fixture.folder, 'web', 'v1')).rejects.toMatchObject({
        code: 'IMAGE_LAYOUT_INVALID',
      });
    });
  });
}
