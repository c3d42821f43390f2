import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type ListeningRegistry } from './registry.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const AUTHORIZATION = `Basic ${Buffer.from('agent:correct horse').toString('base64')}`;
const sha256 = (content: Uint8Array | string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

let folder: string;
let registry: ListeningRegistry;

async function open(maxBytes?: number): Promise<ListeningRegistry> {
  const users = [{ user: 'agent', password: 'correct horse' }];
  return await (await createRegistry({ folder, users, ...(maxBytes === undefined ? {} : { maxBytes }) })).listen(0);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  registry = await open();
});
afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(
  method: string,
  path: string,
  body?: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = { Authorization: AUTHORIZATION };
  return await fetch(`${registry.url}${path}`, {
    method,
    headers: { ...authorization, ...headers },
    ...(body === undefined ? {} : { body: body as never }),
  });
}

async function pushBlob(repository: string, content: Uint8Array | string): Promise<string> {
  const answer = await call('POST', `/v2/${repository}/blobs/uploads/?digest=${sha256(content)}`, content);
  expect(answer.status).toBe(201);
  return sha256(content);
}

async function pushImage(
  repository: string,
  reference: string,
  content = 'layer',
  extra: object = {},
): Promise<{ digest: string; manifest: string }> {
  const config = await pushBlob(repository, '{}');
  const layer = await pushBlob(repository, content);
  const descriptor = (digest: string, size: number) => ({
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest,
    size,
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: descriptor(config, 2),
    layers: [descriptor(layer, content.length)],
    ...extra,
  });
  const answer = await call('PUT', `/v2/${repository}/manifests/${reference}`, manifest, { 'Content-Type': MANIFEST });
  expect(answer.status, await answer.text()).toBe(201);
  return { digest: sha256(manifest), manifest };
}

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code ?? '';
}

describe('login', () => {
  it.each([
    ['none', {}, 401],
    ['a wrong password', { Authorization: `Basic ${Buffer.from('agent:wrong').toString('base64')}` }, 401],
    ['not Basic', { Authorization: 'Bearer x' }, 401],
    ['the right one', { Authorization: AUTHORIZATION }, 200],
  ])('%s', async (_, headers, status) => {
    const answer = await fetch(`${registry.url}/v2/`, { headers });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });
});

describe('blobs', () => {
  it('takes a blob in chunks, tells how far it is, and goes on after a restart', async () => {
    const content = randomBytes(3_000_000);
    const start = await call('POST', '/v2/a/b/blobs/uploads/');
    const location = start.headers.get('location') ?? '';
    expect([start.status, start.headers.get('range')]).toEqual([202, '0-0']);
    const first = await call('PATCH', location, content.subarray(0, 1_000_000), { 'Content-Range': '0-999999' });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-999999']);
    await registry.close();
    registry = await open();
    expect((await call('GET', location)).headers.get('range')).toBe('0-999999');
    const wrong = await call('PATCH', location, content.subarray(5, 9), { 'Content-Range': '5-8' });
    expect(wrong.status).toBe(416);
    expect((await call('PATCH', location, content.subarray(1_000_000, 2_000_000))).status).toBe(202);
    const end = await call('PUT', `${location}?digest=${sha256(content)}`, content.subarray(2_000_000));
    expect([end.status, end.headers.get('docker-content-digest')]).toEqual([201, sha256(content)]);
    const got = await call('GET', `/v2/a/b/blobs/${sha256(content)}`);
    expect(sha256(new Uint8Array(await got.arrayBuffer()))).toBe(sha256(content));
    expect(await readdir(join(folder, 'repositories/a/b/_uploads'))).toEqual([]);
  });

  it('refuses content that has another digest and forgets it', async () => {
    const answer = await call('POST', `/v2/a/blobs/uploads/?digest=${sha256('x')}`, 'y');
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'DIGEST_INVALID']);
    expect((await call('HEAD', `/v2/a/blobs/${sha256('x')}`)).status).toBe(404);
    expect((await call('HEAD', `/v2/a/blobs/${sha256('y')}`)).status).toBe(404);
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, undefined, 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
  ])('range %s', async (range, status, body, contentRange) => {
    const digest = await pushBlob('a', '0123456789');
    const answer = await call('GET', `/v2/a/blobs/${digest}`, undefined, { Range: range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([status, contentRange]);
    if (body !== undefined) expect(await answer.text()).toBe(body);
  });

  it('mounts from another repository, and keeps content as long as one repository has it', async () => {
    const digest = await pushBlob('from', 'shared');
    expect((await call('HEAD', `/v2/to/blobs/${digest}`)).status).toBe(404);
    expect((await call('POST', `/v2/to/blobs/uploads/?mount=${digest}&from=from`)).status).toBe(201);
    expect((await call('POST', `/v2/to/blobs/uploads/?mount=${digest}&from=elsewhere`)).status).toBe(202);
    expect((await call('DELETE', `/v2/from/blobs/${digest}`)).status).toBe(202);
    expect(await (await call('GET', `/v2/to/blobs/${digest}`)).text()).toBe('shared');
    expect((await call('DELETE', `/v2/to/blobs/${digest}`)).status).toBe(202);
    expect((await call('POST', `/v2/to/blobs/uploads/?mount=${digest}`)).status).toBe(202);
  });

  it('says when it is full, and has room again after a removal', async () => {
    await registry.close();
    registry = await open(1_000_000);
    const digest = await pushBlob('a', randomBytes(900_000));
    const refused = await call('POST', `/v2/a/blobs/uploads/?digest=${sha256('x')}`, randomBytes(200_000));
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('The registry is full');
    await call('DELETE', `/v2/a/blobs/${digest}`);
    await pushBlob('a', randomBytes(700_000));
  });
});

describe('manifests', () => {
  it('serves by tag and by digest, byte for byte', async () => {
    const { digest, manifest } = await pushImage('team/app', 'v1');
    for (const reference of ['v1', digest]) {
      const answer = await call('GET', `/v2/team/app/manifests/${reference}`);
      expect(await answer.text()).toBe(manifest);
      expect([answer.headers.get('docker-content-digest'), answer.headers.get('content-type')]).toEqual([
        digest,
        MANIFEST,
      ]);
      expect((await call('HEAD', `/v2/team/app/manifests/${reference}`)).headers.get('content-length')).toBe(
        String(manifest.length),
      );
    }
  });

  it.each([
    ['not JSON', 'no', MANIFEST, 'MANIFEST_INVALID'],
    [
      'another type inside',
      JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }),
      MANIFEST,
      'MANIFEST_INVALID',
    ],
    [
      'schema 1',
      JSON.stringify({ schemaVersion: 1 }),
      'application/vnd.docker.distribution.manifest.v1+json',
      'MANIFEST_INVALID',
    ],
    ['no config', JSON.stringify({ schemaVersion: 2, layers: [] }), MANIFEST, 'MANIFEST_INVALID'],
    [
      'a blob that is not there',
      JSON.stringify({ schemaVersion: 2, config: { mediaType: 'x', digest: sha256('none'), size: 4 }, layers: [] }),
      MANIFEST,
      'MANIFEST_BLOB_UNKNOWN',
    ],
    [
      'an index of nothing known',
      JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: 'x', digest: sha256('none'), size: 4 }] }),
      INDEX,
      'MANIFEST_BLOB_UNKNOWN',
    ],
  ])('refuses %s', async (_, body, type, code) => {
    const answer = await call('PUT', '/v2/a/manifests/v1', body, { 'Content-Type': type });
    expect([answer.status, await codeOf(answer)]).toEqual([400, code]);
    expect((await call('HEAD', '/v2/a/manifests/v1')).status).toBe(404);
  });

  it('refuses a manifest under the digest of another', async () => {
    const { manifest } = await pushImage('a', 'v1');
    const answer = await call('PUT', `/v2/a/manifests/${sha256('other')}`, manifest, { 'Content-Type': MANIFEST });
    expect(await codeOf(answer)).toBe('DIGEST_INVALID');
  });

  it('pages through tags', async () => {
    for (const tag of ['v3', 'v1', 'v2', 'v4', 'v5']) await pushImage('a', tag);
    const seen: string[][] = [];
    let next: string | undefined = '/v2/a/tags/list?n=2';
    while (next !== undefined) {
      const answer: Response = await call('GET', next);
      seen.push(((await answer.json()) as { tags: string[] }).tags);
      next = /<(.*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual([['v1', 'v2'], ['v3', 'v4'], ['v5']]);
    expect(((await (await call('GET', '/v2/a/tags/list')).json()) as { tags: string[] }).tags).toHaveLength(5);
    expect(await codeOf(await call('GET', '/v2/none/tags/list'))).toBe('NAME_UNKNOWN');
  });

  it('removes a tag alone, and a manifest with its tags', async () => {
    const { digest } = await pushImage('a', 'v1');
    await pushImage('a', 'v2');
    expect((await call('DELETE', '/v2/a/manifests/v1')).status).toBe(202);
    expect((await call('HEAD', '/v2/a/manifests/v1')).status).toBe(404);
    expect((await call('DELETE', `/v2/a/manifests/${digest}`)).status).toBe(202);
    expect((await call('HEAD', '/v2/a/manifests/v2')).status).toBe(404);
  });

  it('lists referrers', async () => {
    const subject = await pushImage('a', 'v1');
    const extra = { artifactType: 'text/note', subject: { mediaType: MANIFEST, digest: subject.digest, size: 1 } };
    const note = await pushImage('a', 'note', 'note', extra);
    const index = (await (await call('GET', `/v2/a/referrers/${subject.digest}`)).json()) as { manifests: object[] };
    expect(index.manifests).toMatchObject([{ digest: note.digest, artifactType: 'text/note' }]);
    const filtered = await call('GET', `/v2/a/referrers/${subject.digest}?artifactType=other`);
    expect(((await filtered.json()) as { manifests: object[] }).manifests).toEqual([]);
  });
});

describe('hostile paths', () => {
  it.each([
    ['/v2/A/manifests/v1', 400],
    ['/v2/_blobs/manifests/v1', 400],
    ['/v2/a/manifests/..%2f..%2fetc', 400],
    ['/v2/a/manifests/.hidden', 400],
    [`/v2/${'a/'.repeat(200)}a/manifests/v1`, 400],
    ['/v2/a/blobs/sha256:zz', 400],
    ['/v2/a/blobs/uploads/..', 404],
    ['/elsewhere', 404],
  ])('%s', async (path, status) => {
    expect((await call('GET', path)).status).toBe(status);
  });
});
