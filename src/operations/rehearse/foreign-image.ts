import type { ServiceSpec } from '../../domain/service-spec.ts';
import { isImageOf } from '../../engine/manifest/compare-renders.ts';
import { imageNameOf, repositoryIn } from '../../engine/manifest/pinned-image.ts';
import { imagesAt } from '../bump/images-at.ts';
import type { Lounge } from '../context.ts';

/**
 * An image that a rehearsal would need and cannot have: the engine of this machine pulls from its own registry alone.
 * The service's own image is built for the rehearsal; what runs beside it, and what it needs, must have been released.
 */
export async function foreignImage(
  lounge: Lounge,
  commit: string,
  environment: string,
  spec: ServiceSpec,
): Promise<string | undefined> {
  const { url } = (await lounge.localEngine.status()).registry;
  const own = imageNameOf(lounge.config, spec, environment);
  const beside = (await imagesAt(lounge, commit, spec.name, environment)).filter((image) => !isImageOf(image, own));
  const needed = await Promise.all(spec.needs.map(async (need) => await imagesAt(lounge, commit, need, environment)));
  const wanted = [...(spec.image === undefined ? [] : [spec.image]), ...beside, ...needed.flat()];
  return wanted.find((image) => repositoryIn(url, image) === undefined || !image.includes('@'));
}
