import { describe, expect, test } from 'vitest';
import { LoungeError } from '../../domain/errors.ts';
import type { BuildRequest, BuiltImage, ImageBuilder } from '../../ports/images.ts';
import { orEmbedded } from './or-embedded.ts';

const request = { progress: () => {} } as unknown as BuildRequest;
const image = (digest: string): BuiltImage => ({ digest, bytes: 1, standIns: [] });
const builder = (name: ImageBuilder['name'], build: () => Promise<BuiltImage>): ImageBuilder => ({ name, build });
const failing = (output: string) =>
  builder(
    'docker',
    async () => await Promise.reject(new LoungeError('BUILD_ENGINE_FAILED', { engine: 'docker', output })),
  );
const embedded = () => builder('embedded', async () => image('sha256:embedded'));

describe('a container engine that is out of reach of base images', () => {
  test.each([
    'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.1:53: no such host',
    'ERROR: failed to resolve source metadata for docker.example.com/library/node:24',
    'net/http: request canceled while waiting for connection: i/o timeout',
  ])('%s: the embedded builder takes over', async (output) => {
    const built = await orEmbedded(failing(output), embedded).build(request);
    expect(built).toMatchObject({ digest: 'sha256:embedded', builtBy: 'embedded' });
  });

  test('any other failure is its own', async () => {
    const build = orEmbedded(failing('npm error code ENOTFOUND'), embedded).build(request);
    await expect(build).rejects.toMatchObject({ code: 'BUILD_ENGINE_FAILED' });
  });

  test('one that works is not replaced', async () => {
    const engine = builder('podman', async () => image('sha256:engine'));
    expect(await orEmbedded(engine, embedded).build(request)).toEqual(image('sha256:engine'));
  });
});
