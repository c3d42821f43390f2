import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../../domain/image-reference.ts';
import { satisfies, standInFor, standInSettings, wantedVersion } from './stand-in.ts';

describe('which runtime stands in', () => {
  it.each([
    ['node:24-alpine', 'node'],
    ['docker.io/library/python', 'python'],
    ['golang:1.22', 'go'],
    ['ghcr.io/library/node', undefined],
    ['someone/node', undefined],
    ['nodejs', undefined],
  ])('%s: %s', (image, expected) => {
    const reference = parseImageReference(image);
    expect(reference && standInFor(reference)).toBe(expected);
  });

  it.each([
    ['24-alpine', '24'],
    ['3.11.4-slim-bookworm', '3.11.4'],
    ['1.22rc1', '1.22'],
    ['lts', undefined],
    ['alpine3.20', undefined],
    [undefined, undefined],
  ])('tag %s asks for %s', (tag, expected) => {
    expect(wantedVersion(tag)).toBe(expected);
  });

  it.each([
    ['node', '24.21.0', '20', true],
    ['node', '24.21.0', '24.21', true],
    ['node', '24.21.0', '24.22', false],
    ['node', '24.21.0', '26', false],
    ['python', '3.11.7', '3.11', true],
    ['python', '3.11.7', '3.12', false],
    ['python', '3.11.7', '2.7', false],
    ['go', '1.26.8', '1.22.1', true],
  ] as const)('%s %s for %s: %s', (runtime, version, wanted, expected) => {
    expect(satisfies(runtime, version, wanted)).toBe(expected);
  });
});

it('packages of a build are found by the program: those of python lie in the image, not in the machine’s runtime', () => {
  const settings = standInSettings({ name: 'python', version: '3.11.7', binds: [], links: [] });
  expect(settings.env.get('PYTHONPATH')).toBe('/usr/local/lib/python3.11/site-packages');
});
