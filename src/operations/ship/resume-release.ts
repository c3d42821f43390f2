import type { Release } from '../../domain/release.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { readServiceAt } from '../read-service.ts';
import { closeUnpublished } from './finish-release.ts';
import { held, isHeld, takeLease } from './lease.ts';
import { say } from './messages.ts';
import { findReleaseCommit } from './release-commit.ts';
import { interruptedStep } from './run-steps.ts';
import { openShipping, type Shipping } from './shipping.ts';

/** Takes up an interrupted release with its lease; undefined when its process ended it meanwhile. Throws LEASE_HELD when that is still at work. */
export async function reopenRelease(context: Context, lounge: Lounge, seen: Release): Promise<Shipping | undefined> {
  await refuseIfAtWork(context, lounge, seen.service);
  await takeLease(context, lounge, { service: seen.service, release: seen.id, tag: seen.tag });
  const release = (await lounge.store.release(seen.id)) ?? seen;
  if (release.finishedAt !== undefined) {
    await (await lounge.repository()).releaseLease(release.service, release.id);
    return undefined;
  }
  const engine = await lounge.engine(release.environment);
  const spec = await readServiceAt(lounge, release.source, release.service);
  const { stepsOf } = await import('./steps-of.ts');
  const step = interruptedStep(await lounge.store.journal(release.id), stepsOf(lounge, release)) ?? 'catalogue';
  context.progress({ kind: 'note', text: say(context.language, 'resuming', { release: release.id, step }) });
  return openShipping({ context, lounge, engine, spec, release });
}

async function refuseIfAtWork(context: Context, lounge: Lounge, service: string): Promise<void> {
  const lease = await (await lounge.repository()).readLease(service);
  if (lease !== undefined && (await isHeld(context, lounge, lease))) throw held(lease);
}

/**
 * The interrupted release of a service that this call goes on with, if there is one: of the same tree, or already on
 * the remote. One of another tree that was never published is closed.
 */
export async function resumableRelease(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  wanted: { service: string; environment: string; tree: string },
): Promise<Shipping | undefined> {
  const open = await lounge.store.releases({
    service: wanted.service,
    environment: wanted.environment,
    unfinished: true,
  });
  for (const release of open) {
    if (release.tree === wanted.tree || (await isPublished(lounge, release))) {
      const shipping = await reopenRelease(context, lounge, release);
      if (shipping === undefined) continue;
      return shipping;
    }
    await refuseIfAtWork(context, lounge, release.service);
    const spec = await readServiceAt(lounge, release.source, release.service);
    await closeUnpublished(openShipping({ context, lounge, engine, spec, release }), undefined);
    context.progress({ kind: 'note', text: say(context.language, 'abandoned', { release: release.id }) });
  }
  return undefined;
}

/** The interrupted release of a service that is the one wanted, taken up with its lease. Throws LEASE_HELD. */
export async function takeInterrupted(
  context: Context,
  lounge: Lounge,
  place: { readonly service: string; readonly environment: string },
  isWanted: (release: Release) => boolean,
): Promise<Shipping | undefined> {
  const open = await lounge.store.releases({ ...place, unfinished: true });
  const found = open.find(isWanted);
  return found === undefined ? undefined : await reopenRelease(context, lounge, found);
}

async function isPublished(lounge: Lounge, release: Release): Promise<boolean> {
  if (release.commit !== undefined) return true;
  const repository = await lounge.repository();
  const { remoteHead } = await repository.fetch();
  return (await findReleaseCommit(repository, remoteHead, release)) !== undefined;
}
