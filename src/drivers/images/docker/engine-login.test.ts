import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import { engineLogin } from './engine-login.ts';

const PASSWORD = ['not', 'secret'].join('-');
const login = { url: 'registry.example.com:5000/team', user: 'kim', password: PASSWORD };
const HOST = 'registry.example.com:5000';
const auth = Buffer.from(`kim:${PASSWORD}`).toString('base64');

/** What the engine is given, when these files are in the home of the user. */
async function given(files: Readonly<Record<string, unknown>>, name: 'docker' | 'podman' = 'docker', who = login) {
  return await withTemporaryFolder(async (folder) => {
    const [home, work] = [join(folder, 'home'), join(folder, 'work')];
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(home, path, '..'), { recursive: true });
      await writeFile(join(home, path), typeof content === 'string' ? content : JSON.stringify(content));
    }
    await mkdir(work);
    const environment = await engineLogin(name, who, work, { HOME: home });
    const { DOCKER_CONFIG, REGISTRY_AUTH_FILE } = environment;
    const file = DOCKER_CONFIG === undefined ? REGISTRY_AUTH_FILE : join(DOCKER_CONFIG, 'config.json');
    if (file === undefined) return { environment };
    return {
      environment,
      mode: (await stat(file)).mode & 0o777,
      config: JSON.parse(await readFile(file, 'utf8')) as unknown,
      context: await readFile(join(file, '../contexts/meta'), 'utf8').catch(() => undefined),
    };
  });
}

describe('the login that a container engine pulls base images with', () => {
  it('is added to its own, in a file that nobody else reads', async () => {
    const other = { 'other.example.com': { auth: 'x' } };
    const files = { '.docker/config.json': { auths: other, currentContext: 'far' }, '.docker/contexts/meta': 'far' };
    expect(await given(files)).toMatchObject({
      mode: 0o600,
      config: { auths: { ...other, [HOST]: { auth } }, currentContext: 'far' },
      context: 'far',
    });
  });

  it('is given where there is no file yet', async () => {
    expect(await given({})).toMatchObject({ config: { auths: { [HOST]: { auth } } } });
    const podman = await given({}, 'podman');
    expect(podman.environment).toEqual({ REGISTRY_AUTH_FILE: expect.any(String) });
    expect(podman.config).toEqual({ auths: { [HOST]: { auth } } });
  });

  it('goes before the store of the user, for this registry alone', async () => {
    const files = { '.docker/config.json': { credsStore: 'desktop' } };
    expect(await given(files)).toMatchObject({ config: { credsStore: 'desktop', credHelpers: { [HOST]: '' } } });
  });

  it.each([
    ['the user is logged in already', { '.docker/config.json': { auths: { [HOST]: {} } } }],
    ['a helper of the user knows it', { '.docker/config.json': { credHelpers: { [HOST]: 'ecr-login' } } }],
    ['the file is no JSON', { '.docker/config.json': '{' }],
  ])('is left out when %s', async (_name, files) => {
    expect(await given(files)).toEqual({ environment: {} });
  });

  it('is left out when there is none', async () => {
    const nobody = { ...login, user: undefined as unknown as string };
    expect(await given({}, 'docker', nobody)).toEqual({ environment: {} });
  });
});
