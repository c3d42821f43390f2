import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import type { Context, Lounge } from '../context.ts';
import { finishRelease } from '../ship/finish-release.ts';
import type { ShipOutput } from '../ship/operation.ts';
import { reopenRelease } from '../ship/resume-release.ts';
import { concludeShipping } from '../ship/ship.ts';
import { stepsOf } from '../ship/steps-of.ts';
import type { ResumeInput, ResumeOutput } from './operation.ts';

/** Goes on with releases that were interrupted, the oldest first. Throws RELEASE_UNKNOWN. */
export async function resumeInterrupted(context: Context, input: ResumeInput): Promise<ResumeOutput> {
  const lounge = await context.lounge();
  const resumed: ShipOutput[] = [];
  for (const release of await interrupted(lounge, input.release)) resumed.push(await goOn(context, lounge, release));
  return { resumed };
}

async function interrupted(lounge: Lounge, id: string | undefined): Promise<readonly Release[]> {
  if (id === undefined) return (await lounge.store.releases({ unfinished: true })).toReversed();
  const release = await lounge.store.release(id);
  if (release === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: id });
  return release.finishedAt === undefined ? [release] : [];
}

async function goOn(context: Context, lounge: Lounge, release: Release): Promise<ShipOutput> {
  const shipping = await reopenRelease(context, lounge, release);
  if (shipping === undefined) return { release: (await lounge.store.release(release.id)) ?? release };
  const finished = await finishRelease(shipping, stepsOf(lounge, release));
  return release.rollbackOf === undefined ? await concludeShipping(shipping, finished) : { release: finished };
}
