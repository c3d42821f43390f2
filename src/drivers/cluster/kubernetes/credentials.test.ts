import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredentialSource } from './credentials.ts';
import { loadKubeconfig } from './kubeconfig.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lounge-credentials-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function sourceFor(user: object, clock = { now: () => 0, sleep: async () => {} }) {
  const file = join(folder, 'config');
  await writeFile(
    file,
    JSON.stringify({
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
      clusters: [{ name: 'k', cluster: { server: 'https://127.0.0.1:6443' } }],
      users: [{ name: 'u', user }],
    }),
  );
  return createCredentialSource(await loadKubeconfig(file, undefined), clock);
}

describe('credentials of a context', () => {
  it.each([
    [{ token: 'abc' }, { headers: { authorization: 'Bearer abc' } }],
    [{ username: 'kim', password: 'p:w' }, { headers: { authorization: 'Basic a2ltOnA6dw==' } }],
    [
      { 'client-certificate-data': 'Q0VSVA==', 'client-key-data': 'S0VZ' },
      { certificate: 'CERT', key: 'KEY', headers: {} },
    ],
    [
      { token: 'abc', as: 'kim', 'as-groups': ['g'] },
      { headers: { 'impersonate-user': 'kim', 'impersonate-group': ['g'] } },
    ],
    [{}, { headers: {} }],
  ])('%j', async (user, credentials) => {
    expect(await (await sourceFor(user)).current()).toMatchObject(credentials);
  });

  it('reads a token file relative to the kubeconfig, and again after a minute', async () => {
    let now = 0;
    await writeFile(join(folder, 'token'), 'one\n');
    const source = await sourceFor({ tokenFile: 'token' }, { now: () => now, sleep: async () => {} });
    expect(await source.current()).toMatchObject({ headers: { authorization: 'Bearer one' } });
    await writeFile(join(folder, 'token'), 'two\n');
    expect(await source.current()).toMatchObject({ headers: { authorization: 'Bearer one' } });
    now = 60_000;
    expect(await source.current()).toMatchObject({ headers: { authorization: 'Bearer two' } });
  });

  it('runs a plugin once, until its answer expires or is rejected', async () => {
    const plugin = join(folder, 'plugin');
    await writeFile(
      plugin,
      `#!/bin/sh\necho x >> ${folder}/runs\nprintf '{"status":{"token":"t-%s","expirationTimestamp":"1970-01-01T00:01:00Z"}}' "$(wc -l < ${folder}/runs)"\n`,
    );
    await chmod(plugin, 0o755);
    let now = 0;
    const source = await sourceFor(
      { exec: { command: plugin, args: ['x'], env: [{ name: 'A', value: 'b' }] } },
      { now: () => now, sleep: async () => {} },
    );
    const header = async () => (await source.current()).headers['authorization'];
    expect([await header(), await header()]).toEqual(['Bearer t-1', 'Bearer t-1']);
    now = 55_000;
    expect(await header()).toBe('Bearer t-2');
    source.reject();
    expect(await header()).toBe('Bearer t-3');
  });

  it.each([
    [{ exec: { command: '/nowhere/plugin' } }, 'CLUSTER_LOGIN'],
    [{ exec: { command: 'echo', args: ['not json'] } }, 'CLUSTER_LOGIN'],
    [{ tokenFile: 'missing' }, 'CLUSTER_CONFIG'],
  ])('%j is %s', async (user, code) => {
    const source = await sourceFor(user);
    await expect(source.current()).rejects.toMatchObject({ code });
    await expect(source.current()).rejects.toMatchObject({ code });
  });
});
