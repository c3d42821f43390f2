import { describe, expect, test } from 'vitest';
import { LoungeConfig } from '../../domain/lounge-config.ts';
import { Release } from '../../domain/release.ts';
import type { Registry } from '../../ports/registry.ts';
import { stepsOf } from '../ship/steps-of.ts';
import type { Shipping } from '../ship/shipping.ts';
import { copyStep } from './copy-image.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const COMMIT = 'c'.repeat(40);
const configWith = (registry?: string) =>
  LoungeConfig.parse({
    apiVersion: 'lounge/v1',
    name: 'demo',
    repository: { url: 'https://git.example.com/demo.git' },
    registry: { url: 'near.example.com' },
    domain: 'demo.example.com',
    engines: {
      near: { kind: 'kubernetes', context: 'near' },
      far: { kind: 'kubernetes', context: 'far', ...(registry === undefined ? {} : { registry }) },
    },
    environments: { staging: { engine: 'near' }, production: { engine: 'far', namespace: 'production' } },
  });
const promotion = Release.parse({
  id: 'hello-production-v202601020304',
  service: 'hello',
  environment: 'production',
  tag: 'v202601020304',
  digest: DIGEST,
  actor: { name: 'kim', role: 'human' },
  source: COMMIT,
  tree: COMMIT,
  startedAt: 0,
  promotedFrom: { release: 'hello-staging-v202601020304', environment: 'staging', commit: COMMIT },
});

test.each([
  ['another registry', 'far.example.com', promotion, true],
  ['the same registry', undefined, promotion, false],
  ['an image of others', 'far.example.com', { ...promotion, image: `docker.io/library/redis:7@${DIGEST}` }, false],
])('a promotion to %s: %s', (_, registry, release, pushes) => {
  const names = stepsOf({ config: configWith(registry) }, release).map(({ name }) => name);
  expect(names.includes('push')).toBe(pushes);
  expect(names).not.toContain('build');
});

describe('the image of a promotion', () => {
  /** Registries that hold one tag, and what was asked of them. */
  function copying(there: string | undefined, pushed = DIGEST) {
    const asked: string[] = [];
    const registryAt = (url: string): Partial<Registry> => ({
      url,
      inspect: async () =>
        there === undefined ? undefined : { digest: there, mediaType: '', manifests: [], configs: [] },
      pull: async (repository, reference) => (asked.push(`pull ${url}/${repository}@${reference}`), reference),
      push: async (_folder, repository, tag) => (asked.push(`push ${url}/${repository}:${tag}`), pushed),
    });
    const config = configWith('far.example.com');
    const lounge = {
      config,
      workspace: { root: '/lounge', remove: async () => undefined },
      registry: async (environment: string) =>
        registryAt(environment === 'production' ? 'far.example.com' : 'near.example.com'),
    };
    const context = { language: 'en', signal: new AbortController().signal, progress: () => undefined };
    const shipping = { context, lounge, release: promotion } as unknown as Shipping;
    return { asked, run: async () => await copyStep.run(shipping) };
  }

  test('is pulled by digest and pushed under its tag', async () => {
    const { asked, run } = copying(undefined);
    expect(await run()).toContain('copied from near.example.com');
    expect(asked).toEqual([
      `pull near.example.com/ai-lounge/hello@${DIGEST}`,
      'push far.example.com/ai-lounge/hello:v202601020304',
    ]);
  });

  test('that is there already is not copied again', async () => {
    const { asked, run } = copying(DIGEST);
    expect(await run()).toContain('is there');
    expect(asked).toEqual([]);
  });

  test('does not take the place of another one, and another one does not take its', async () => {
    const taken = copying(OTHER);
    await expect(taken.run()).rejects.toMatchObject({ code: 'REGISTRY_DIGEST_MISMATCH' });
    expect(taken.asked).toEqual([]);
    await expect(copying(undefined, OTHER).run()).rejects.toMatchObject({ code: 'REGISTRY_DIGEST_MISMATCH' });
  });
});
