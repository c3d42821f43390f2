import { repositoryIn, type PinnedImage } from '../engine/manifest/pinned-image.ts';
import type { RegistryImage } from '../ports/registry.ts';
import type { Lounge } from './context.ts';

/** What the lounge's registry says of an image; undefined for what it has not, and for an image of another registry. */
export async function inspectPinned(lounge: Lounge, { name, tag }: PinnedImage): Promise<RegistryImage | undefined> {
  const repository = repositoryIn(lounge.config.registry.url, name);
  return repository === undefined ? undefined : await (await lounge.registry()).inspect(repository, tag);
}
