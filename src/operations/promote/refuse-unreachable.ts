import { LoungeError } from '../../domain/errors.ts';
import { pinnedImage, repositoryIn } from '../../engine/manifest/pinned-image.ts';
import type { Lounge } from '../context.ts';
import type { ProvenRelease } from './proof-of.ts';

/**
 * The image must be where the other environment pulls from, under its tag, and fit to run there. Throws
 * PROMOTE_REGISTRY, IMAGE_STAND_IN, IMAGE_UNKNOWN, REGISTRY_*.
 */
export async function refuseUnreachable(lounge: Lounge, source: ProvenRelease, environment: string): Promise<void> {
  const { name, tag, digest, reference } = pinnedImage(lounge.config, source);
  const repository = repositoryIn(lounge.config.registry.url, name);
  if (repository === undefined) return;
  const registry = await lounge.registry();
  const found = await registry.inspect(repository, tag);
  if (found === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image: reference });
  if (found.digest !== digest)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
      reference: `${name}:${tag}`,
      expected: digest,
      found: found.digest,
    });
  await refuseLocalImage(lounge, source, environment, { repository, reference });
}

/** From the engine of this machine to a cluster: its registry is this machine's, and a runtime that stands in is no image. */
async function refuseLocalImage(
  lounge: Lounge,
  source: ProvenRelease,
  environment: string,
  { repository, reference }: { readonly repository: string; readonly reference: string },
): Promise<void> {
  const { environments, engines } = lounge.config;
  const kindOf = (name: string) => engines[environments[name]?.engine ?? '']?.kind;
  if (kindOf(environment) !== 'kubernetes' || kindOf(source.environment) === 'kubernetes') return;
  if ((await lounge.localEngine.status()).registry.url === lounge.config.registry.url)
    throw new LoungeError('PROMOTE_REGISTRY', { image: reference, environment, from: source.environment });
  const labels = labelsOf(await (await lounge.registry()).config(repository, source.digest));
  const standIn = labels['io.lounge.stand-in'];
  if (standIn !== undefined) throw new LoungeError('IMAGE_STAND_IN', { standIn, registry: lounge.config.registry.url });
}

function labelsOf(image: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> {
  const config = image?.['config'];
  const labels = typeof config === 'object' && config !== null && 'Labels' in config ? config.Labels : undefined;
  return typeof labels === 'object' && labels !== null ? (labels as Record<string, string>) : {};
}
