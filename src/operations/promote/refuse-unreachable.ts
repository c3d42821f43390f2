import { LoungeError } from '../../domain/errors.ts';
import { registryOf } from '../../domain/lounge-config.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import type { Registry } from '../../ports/registry.ts';
import type { Lounge } from '../context.ts';
import { registryHolding } from '../inspect-pinned.ts';
import type { ProvenRelease } from './proof-of.ts';

/**
 * The image must be where the other environment pulls from, under its tag, and fit to run there. Throws
 * PROMOTE_REGISTRY, IMAGE_STAND_IN, IMAGE_UNKNOWN, REGISTRY_*.
 */
export async function refuseUnreachable(lounge: Lounge, source: ProvenRelease, environment: string): Promise<void> {
  const { name, tag, digest, reference } = pinnedImage(lounge.config, source);
  const place = await registryHolding(lounge, name);
  if (place === undefined) return;
  const { registry, repository } = place;
  const found = await registry.inspect(repository, tag);
  if (found === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image: reference });
  if (found.digest !== digest)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
      reference: `${name}:${tag}`,
      expected: digest,
      found: found.digest,
    });
  await refuseLocalImage(lounge, source, environment, { ...place, reference });
}

/** From the engine of this machine to a cluster: its registry is this machine's, and a runtime that stands in is no image. */
async function refuseLocalImage(
  lounge: Lounge,
  source: ProvenRelease,
  environment: string,
  {
    registry,
    repository,
    reference,
  }: { readonly registry: Registry; readonly repository: string; readonly reference: string },
): Promise<void> {
  const { environments, engines } = lounge.config;
  const kindOf = (name: string) => engines[environments[name]?.engine ?? '']?.kind;
  if (kindOf(environment) !== 'kubernetes' || kindOf(source.environment) === 'kubernetes') return;
  const { url } = registryOf(lounge.config, environment);
  if ((await lounge.localEngine.status()).registry.url === url)
    throw new LoungeError('PROMOTE_REGISTRY', { image: reference, environment, from: source.environment });
  const labels = labelsOf(await registry.config(repository, source.digest));
  const standIn = labels['io.lounge.stand-in'];
  if (standIn !== undefined) throw new LoungeError('IMAGE_STAND_IN', { standIn, registry: url });
}

function labelsOf(image: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> {
  const config = image?.['config'];
  const labels = typeof config === 'object' && config !== null && 'Labels' in config ? config.Labels : undefined;
  return typeof labels === 'object' && labels !== null ? (labels as Record<string, string>) : {};
}
