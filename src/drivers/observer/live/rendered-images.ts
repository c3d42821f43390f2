import type { RenderedObject } from '../../../ports/renderer.ts';

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** The images of every pod template in the rendered objects, in order, each once. */
export function renderedImages(objects: readonly RenderedObject[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => podSpecs(object).flatMap(imagesOf)))];
}

/** Of a Pod, of what has a template, of what has a template of a Job. */
function podSpecs(object: RenderedObject): readonly unknown[] {
  const spec = object['spec'];
  if (object.kind === 'Pod') return [spec];
  return [
    field(field(spec, 'template'), 'spec'),
    field(field(field(field(spec, 'jobTemplate'), 'spec'), 'template'), 'spec'),
  ];
}

function imagesOf(podSpec: unknown): readonly string[] {
  return CONTAINERS.flatMap((name) => {
    const containers = field(podSpec, name);
    return Array.isArray(containers)
      ? containers.map((container) => field(container, 'image')).filter((image) => typeof image === 'string')
      : [];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
