import { repositoryIn, type PinnedImage } from '../engine/manifest/pinned-image.ts';
import type { Registry, RegistryImage } from '../ports/registry.ts';
import type { Lounge } from './context.ts';

/** What the lounge's registries say of an image; undefined for what they have not, and for an image of another registry. */
export async function inspectPinned(lounge: Lounge, { name, tag }: PinnedImage): Promise<RegistryImage | undefined> {
  const place = await registryHolding(lounge, name);
  return await place?.registry.inspect(place.repository, tag);
}

/** The registry of the lounge that images of this name are in; undefined for an image of others. */
export async function registryHolding(
  lounge: Lounge,
  name: string,
): Promise<{ readonly registry: Registry; readonly repository: string } | undefined> {
  for (const registry of await allRegistries(lounge)) {
    const repository = repositoryIn(registry.url, name);
    if (repository !== undefined) return { registry, repository };
  }
  return undefined;
}

/** The registries that environments pull from, each once. */
export async function allRegistries(lounge: Lounge): Promise<readonly Registry[]> {
  const environments = Object.keys(lounge.config.environments);
  const registries = await Promise.all(environments.map(async (name) => await lounge.registry(name)));
  return [...new Map(registries.map((registry) => [registry.url, registry])).values()];
}
