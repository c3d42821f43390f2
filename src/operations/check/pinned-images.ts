import { LoungeError } from '../../domain/errors.ts';
import { renderedImages } from '../../engine/manifest/rendered-images.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import type { OverlayRender, PinnedImage } from '../../engine/policy/snapshot.ts';
import type { Registry } from '../../ports/registry.ts';

/** Asks the registries about each of their images that is pinned by tag and digest; none where one does not answer. */
export async function pinnedImages(
  registries: readonly Registry[],
  renders: readonly OverlayRender[],
): Promise<ReadonlyMap<string, PinnedImage>> {
  const objects = renders.flatMap(({ result }) => ('objects' in result ? result.objects : []));
  const images = [...new Set(renderedImages(objects).map(({ image }) => image))];
  const found = await Promise.all(
    images.map(async (image) => {
      const registry = registries.find(({ url }) => image.startsWith(`${url}/`));
      return [image, registry === undefined ? undefined : await factOf(registry, image)] as const;
    }),
  );
  return new Map(found.flatMap(([image, fact]) => (fact === undefined ? [] : [[image, fact] as const])));
}

async function factOf(registry: Registry, image: string): Promise<PinnedImage | undefined> {
  const prefix = `${registry.url}/`;
  const { tag, digest } = parseImageReference(image) ?? {};
  if (tag === undefined || digest === undefined) return undefined;
  const repository = image.slice(prefix.length, image.indexOf(`:${tag}@`, prefix.length));
  try {
    const named = await registry.inspect(repository, tag);
    const tagged = named === undefined ? [] : [named.digest, ...named.manifests];
    const hasDigest = tagged.includes(digest) || (await registry.inspect(repository, digest)) !== undefined;
    return { tagged, hasDigest };
  } catch (error) {
    if (error instanceof LoungeError) return undefined;
    throw error;
  }
}
