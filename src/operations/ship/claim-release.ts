import { parseImageReference } from '../../domain/image-reference.ts';
import type { Release } from '../../domain/release.ts';
import { reserveTag } from '../push/reserve-tag.ts';
import type { Context, Lounge } from '../context.ts';
import { takeLease } from './lease.ts';

export interface Claim {
  readonly service: string;
  readonly environment: string;
  readonly source: string;
  readonly tree: string;
  readonly task?: string | undefined;
  /** The image of others that is released; nothing is built. */
  readonly image?: string | undefined;
}

/** Takes the service's lease and a tag that is free while it is held, and writes the release down. Throws LEASE_HELD. */
export async function claimRelease(context: Context, lounge: Lounge, claim: Claim): Promise<Release> {
  const repository = await lounge.repository();
  for (;;) {
    const tag = await reserveTag(context, lounge, claim.service, claim.environment);
    const id = `${claim.service}-${claim.environment}-${tag}`;
    await takeLease(context, lounge, { service: claim.service, release: id, tag });
    // Between the look and the lease somebody else may have finished with this very tag; a later minute is no reason.
    if (await isTaken(lounge, claim, tag, id)) {
      await repository.releaseLease(claim.service, id);
      continue;
    }
    const release: Release = {
      id,
      service: claim.service,
      environment: claim.environment,
      tag,
      actor: context.actor,
      ...(claim.task === undefined ? {} : { task: claim.task }),
      ...imageFacts(claim.image),
      source: claim.source,
      tree: claim.tree,
      startedAt: context.clock.now(),
      held: false,
    };
    await lounge.store.saveRelease(release);
    return release;
  }
}

/** The digest of an image of others is known before anything happens. */
export function imageFacts(image: string | undefined): Pick<Release, 'image' | 'digest'> {
  const digest = image === undefined ? undefined : parseImageReference(image)?.digest;
  return image === undefined || digest === undefined ? {} : { image, digest };
}

async function isTaken(lounge: Lounge, { service, environment }: Claim, tag: string, id: string): Promise<boolean> {
  if ((await lounge.store.release(id)) !== undefined) return true;
  const registry = await lounge.registry(environment);
  return (await registry.inspect(`${lounge.config.imagePrefix}/${service}`, tag)) !== undefined;
}
