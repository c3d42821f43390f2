import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exec } from '../../platform/exec.ts';
import { createRegistry, type ListeningRegistry } from './registry.ts';

const skopeo = (await exec('skopeo', ['--version'], { cwd: '/' })).exitCode === 0;
if (!skopeo) console.warn('SKIPPED: skopeo is not installed (apt-get install skopeo)');

let folder: string;
let registry: ListeningRegistry;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const server = await createRegistry({
    folder: join(folder, 'data'),
    users: [{ user: 'agent', password: 'correct horse' }],
  });
  registry = await server.listen(0);
});
afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  return await exec('skopeo', args, { cwd: folder, input: 'correct horse' });
}

describe.skipIf(!skopeo)('skopeo', () => {
  it('logs in, pushes, lists and pulls', async () => {
    await writeLayout(join(folder, 'layout'));
    const auth = join(folder, 'auth.json');
    const address = registry.url.slice('http://'.length);
    const login = await run(
      'login',
      '--tls-verify=false',
      '--authfile',
      auth,
      '-u',
      'agent',
      '--password-stdin',
      address,
    );
    expect(login.stdout).toContain('Login Succeeded');
    const insecure = ['--authfile', auth, '--src-tls-verify=false', '--dest-tls-verify=false'];
    const push = await run('copy', ...insecure, `oci:${folder}/layout:v1`, `docker://${address}/team/app:v2`);
    expect([push.exitCode, push.stderr]).toEqual([0, '']);
    const pull = await run('copy', ...insecure, `docker://${address}/team/app:v2`, `oci:${folder}/back:v2`);
    expect([pull.exitCode, pull.stderr]).toEqual([0, '']);
    const tags = await run('list-tags', '--authfile', auth, '--tls-verify=false', `docker://${address}/team/app`);
    expect(JSON.parse(tags.stdout)).toMatchObject({ Tags: ['v2'] });
  });

  it('is told that the login is wrong', async () => {
    const address = registry.url.slice('http://'.length);
    const login = await run(
      'login',
      '--tls-verify=false',
      '--authfile',
      join(folder, 'auth.json'),
      '-u',
      'nobody',
      '--password-stdin',
      address,
    );
    expect(login.exitCode).not.toBe(0);
    expect(login.stderr).toContain('invalid username/password');
  });
});

/** An OCI layout with one small layer. */
async function writeLayout(layout: string): Promise<void> {
  await mkdir(join(layout, 'blobs/sha256'), { recursive: true });
  const put = async (content: string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(layout, 'blobs/sha256', hex), content);
    return { digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const tar = '\0'.repeat(1024);
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...(await put(tar)) };
  const configuration = {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    ...(await put(JSON.stringify(configuration))),
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    mediaType,
    ...(await put(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] }))),
  };
  const annotations = { 'org.opencontainers.image.ref.name': 'v1' };
  await writeFile(
    join(layout, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }),
  );
  await writeFile(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}
