import { describe, expect, test } from 'vitest';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { compareRenders } from './compare-renders.ts';
import { renderedImages } from './rendered-images.ts';

const IMAGE = 'r:5000/ai-lounge/hello';

function deployment(image: string, more: Record<string, unknown> = {}, name = 'hello'): RenderedObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'ai-lounge' },
    spec: {
      ...more,
      template: { spec: { initContainers: [{ name: 'setup', image }], containers: [{ name, image }] } },
    },
  };
}

describe('compareRenders', () => {
  test.each([
    [
      'a bump',
      [deployment(`${IMAGE}:v1`)],
      [deployment(`${IMAGE}:v2@sha256:a`)],
      { isNoop: false, unexpected: 0, changed: 2 },
    ],
    [
      'the first release',
      [deployment(IMAGE)],
      [deployment(`${IMAGE}:v2`)],
      { isNoop: false, unexpected: 0, changed: 2 },
    ],
    ['nothing', [deployment(`${IMAGE}:v1`)], [deployment(`${IMAGE}:v1`)], { isNoop: true, unexpected: 0, changed: 0 }],
    [
      'replicas too',
      [deployment(`${IMAGE}:v1`)],
      [deployment(`${IMAGE}:v2`, { replicas: 2 })],
      { isNoop: false, unexpected: 1, changed: 3 },
    ],
    [
      'a longer name',
      [deployment('x')],
      [deployment(`${IMAGE}-evil:v2`)],
      { isNoop: false, unexpected: 2, changed: 2 },
    ],
    [
      'another object',
      [deployment(`${IMAGE}:v1`)],
      [deployment(`${IMAGE}:v1`), deployment('x', {}, 'other')],
      { isNoop: false, unexpected: 1, changed: 1 },
    ],
    [
      'a port behind the name',
      [deployment('x')],
      [deployment(`${IMAGE}:5000/evil`)],
      { isNoop: false, unexpected: 2, changed: 2 },
    ],
  ])('%s', (_title, before, after, expected) => {
    const result = compareRenders(before, after, { image: IMAGE });
    expect({ isNoop: result.isNoop, unexpected: result.unexpected.length, changed: result.changed.length }).toEqual(
      expected,
    );
  });

  test('names the fields', () => {
    const result = compareRenders([deployment(`${IMAGE}:v1`)], [deployment(`${IMAGE}:v2`, { replicas: 2 })], {
      image: IMAGE,
    });
    expect(result.unexpected).toEqual([
      { object: 'ai-lounge/Deployment/hello', field: 'spec.replicas', before: undefined, after: 2 },
    ]);
    expect(result.imagesBefore).toEqual([`${IMAGE}:v1`]);
    expect(result.imagesAfter).toEqual([`${IMAGE}:v2`]);
  });
});

test('renderedImages finds init containers, jobs and cron jobs, and survives nonsense', () => {
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c' },
    spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image: 'x:1' }] } } } } },
  };
  const broken = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: 'no', initContainers: [null, 3, { image: 4 }] },
  };
  expect(
    renderedImages([deployment('h:1'), cron, broken]).map(
      ({ object, container, role, image }) => `${object} ${container} ${role} ${image}`,
    ),
  ).toEqual(['Deployment/hello hello main h:1', 'Deployment/hello setup init h:1', 'CronJob/c a main x:1']);
});
