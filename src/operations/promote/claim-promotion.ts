import type { Release } from '../../domain/release.ts';
import type { Context, Lounge } from '../context.ts';
import { takeLease } from '../ship/lease.ts';
import { TRAILER } from '../ship/release-commit.ts';
import type { Approval } from './find-approval.ts';
import type { ProvenRelease } from './proof-of.ts';

export interface Promotion {
  /** The release that passed. */
  readonly source: ProvenRelease;
  readonly environment: string;
  /** The commit that the promotion goes on top of. */
  readonly head: string;
  readonly approval: Approval | undefined;
  readonly task: string | undefined;
}

const FAR_BACK = 500;

/** The release that a promotion makes: tag and digest are those of its source. */
export function promotedRelease(context: Context, promotion: Promotion, id: string, tree: string): Release {
  const { source, environment, head, approval, task } = promotion;
  return {
    id,
    service: source.service,
    environment,
    tag: source.tag,
    ...(source.image === undefined ? {} : { image: source.image }),
    digest: source.digest,
    actor: context.actor,
    ...(task === undefined ? {} : { task }),
    source: head,
    tree,
    startedAt: context.clock.now(),
    held: false,
    promotedFrom: { release: source.id, environment: source.environment, commit: source.commit },
    ...(approval === undefined ? {} : { approval }),
  };
}

/** Takes the service's lease and writes the promotion down. Throws LEASE_HELD. */
export async function claimPromotion(context: Context, lounge: Lounge, promotion: Promotion): Promise<Release> {
  const { source, head } = promotion;
  const id = await freeId(lounge, promotion);
  await takeLease(context, lounge, { service: source.service, release: id, tag: source.tag });
  const tree = (await (await lounge.repository()).tree(head)) ?? head;
  const release = promotedRelease(context, promotion, id, tree);
  await lounge.store.saveRelease(release);
  return release;
}

/** `<service>-<environment>-<tag>`; with a number behind it where this image was there before (and was replaced since). */
export async function freeId(lounge: Lounge, { source, environment, head }: Promotion): Promise<string> {
  const commits = await (await lounge.repository()).log({ to: head, limit: FAR_BACK });
  const released = new Set(commits.map(({ trailers }) => trailers[TRAILER.release]));
  const first = `${source.service}-${environment}-${source.tag}`;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? first : `${first}-${count}`;
    if (!released.has(id) && (await lounge.store.release(id)) === undefined) return id;
  }
}
