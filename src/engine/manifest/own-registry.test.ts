import { expect, test } from 'vitest';
import { engineRegistry, LoungeConfig, registryOf, usedRegistries } from '../../domain/lounge-config.ts';
import { guardWorkloads } from './generate/admission/guard-workloads.ts';
import { generateEnvironmentExample } from './generate/generate-environment-example.ts';
import { pinnedImage } from './pinned-image.ts';
import { pullSecretObject } from './secret-objects.ts';

const config = LoungeConfig.parse({
  apiVersion: 'lounge/v1',
  name: 'demo',
  repository: { url: 'https://git.example.com/demo.git' },
  registry: { url: 'near.example.com' },
  domain: 'demo.example.com',
  engines: {
    near: { kind: 'kubernetes', context: 'near', registry: 'near.example.com' },
    'far-away': { kind: 'kubernetes', context: 'far', registry: 'far.example.com:5000/team' },
  },
  environments: { staging: { engine: 'near' }, production: { engine: 'far-away', namespace: 'production' } },
});
const release = { service: 'hello', tag: 'v202601020304', digest: `sha256:${'a'.repeat(64)}` };

test.each([
  ['staging', 'near.example.com', 'REGISTRY_USER'],
  ['production', 'far.example.com:5000/team', 'REGISTRY_USER_FAR_AWAY'],
  [undefined, 'near.example.com', 'REGISTRY_USER'],
  ['nowhere', 'near.example.com', 'REGISTRY_USER'],
])('%s pulls from %s, with the login %s', (environment, url, userVariable) => {
  expect(registryOf(config, environment)).toMatchObject({ url, userVariable });
  expect(pinnedImage(config, { ...release, environment }).reference).toBe(
    `${url}/ai-lounge/hello:${release.tag}@${release.digest}`,
  );
});

test('an image of others has the registry that it names', () => {
  const image = `docker.io/library/redis:7@${release.digest}`;
  expect(pinnedImage(config, { ...release, image, environment: 'production' }).reference).toBe(image);
});

test('each engine has its own login as pull secret, and takes images of its own registry alone', () => {
  const values = new Map([
    ['REGISTRY_USER', 'kim'],
    ['REGISTRY_PASSWORD', 'near-password'],
    ['REGISTRY_USER_FAR_AWAY', 'lee'],
    ['REGISTRY_PASSWORD_FAR_AWAY', 'far-password'],
  ]);
  const secret = JSON.stringify(pullSecretObject(config, 'far-away', 'production', values));
  const login = Buffer.from(/dockerconfigjson":"([^"]+)"/.exec(secret)?.[1] ?? '', 'base64').toString();
  expect(JSON.parse(login)).toMatchObject({
    auths: { 'far.example.com:5000': { username: 'lee', password: 'far-password' } },
  });
  const policy = JSON.stringify(guardWorkloads(config, 'far-away'));
  expect(policy).toContain('far.example.com:5000/team/ai-lounge/');
  expect(policy).not.toContain('near.example.com');
  expect(engineRegistry(config, 'near').passwordVariable).toBe('REGISTRY_PASSWORD');
});

test('.env.example asks for each login once', () => {
  const names = [...generateEnvironmentExample(config, 'en').matchAll(/^(REGISTRY_\w+)=/gm)].map(([, name]) => name);
  expect(names).toEqual([
    'REGISTRY_URL',
    'REGISTRY_USER',
    'REGISTRY_PASSWORD',
    'REGISTRY_USER_FAR_AWAY',
    'REGISTRY_PASSWORD_FAR_AWAY',
  ]);
  expect(usedRegistries(config)).toHaveLength(2);
});
