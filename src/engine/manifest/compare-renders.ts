import type { RenderedObject } from '../../domain/rendered-object.ts';
import { containersOf } from './pod-spec.ts';
import { renderedImages } from './rendered-images.ts';

/** One field that differs between two renders. */
export interface RenderedChange {
  /** `Kind/name`, with the namespace in front where there is one. */
  readonly object: string;
  /** `spec.replicas`; empty when the whole object came or went. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface RenderComparison {
  /** Nothing differs. */
  readonly isNoop: boolean;
  readonly changed: readonly RenderedChange[];
  /** Changes that are not the image of the release. */
  readonly unexpected: readonly RenderedChange[];
  /** Images of the release's name, with tag and digest, each once. */
  readonly imagesBefore: readonly string[];
  readonly imagesAfter: readonly string[];
}

/** What a bump of `image` (a name without tag) changes in the rendered manifests of its service. */
export function compareRenders(
  before: readonly RenderedObject[],
  after: readonly RenderedObject[],
  { image }: { readonly image: string },
): RenderComparison {
  const [left, right] = [indexObjects(before), indexObjects(after)];
  const changed = [...new Set([...left.keys(), ...right.keys()])].flatMap((id) => {
    const [old, now] = [left.get(id), right.get(id)];
    if (!old || !now) return [{ object: id, field: '', before: old, after: now }];
    return differences(old, now, []).map(([path, from, to]) => ({
      object: id,
      field: path.join('.'),
      before: from,
      after: to,
    }));
  });
  const imageFields = new Set(
    [...right].flatMap(([id, object]) => containersOf(object).map(({ path }) => `${id} ${path.join('.')}.image`)),
  );
  const unexpected = changed.filter(
    ({ object, field, after: now }) => !(imageFields.has(`${object} ${field}`) && isImageOf(now, image)),
  );
  return {
    isNoop: changed.length === 0,
    changed,
    unexpected,
    imagesBefore: imagesOf(before, image),
    imagesAfter: imagesOf(after, image),
  };
}

/** Whether `reference` is `image`, with any tag or digest. */
export function isImageOf(reference: unknown, image: string): boolean {
  if (typeof reference !== 'string' || !reference.startsWith(image)) return false;
  const rest = reference.slice(image.length);
  return rest === '' || (/^[:@]/.test(rest) && !rest.includes('/'));
}

function imagesOf(objects: readonly RenderedObject[], image: string): readonly string[] {
  const images = renderedImages(objects).map((found) => found.image);
  return [...new Set(images.filter((reference) => isImageOf(reference, image)))].toSorted();
}

function indexObjects(objects: readonly RenderedObject[]): Map<string, RenderedObject> {
  return new Map(
    objects.map((object) => {
      const { name, namespace } = object.metadata;
      return [`${namespace === undefined ? '' : `${namespace}/`}${object.kind}/${name}`, object];
    }),
  );
}

type Difference = readonly [path: readonly string[], before: unknown, after: unknown];

function differences(before: unknown, after: unknown, path: readonly string[]): readonly Difference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [[path, before, after]];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(own(before, key), own(after, key), [...path, key]));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
