import { LoungeError } from '../../domain/errors.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { imagesAt } from '../bump/images-at.ts';
import type { Context, Lounge } from '../context.ts';
import { readService } from '../read-service.ts';
import { finishRelease } from '../ship/finish-release.ts';
import { takeInterrupted } from '../ship/resume-release.ts';
import { concludeShipping } from '../ship/ship.ts';
import { openShipping, type Shipping } from '../ship/shipping.ts';
import { stepsOf } from '../ship/steps-of.ts';
import { chooseEnvironments } from './choose-environments.ts';
import { claimPromotion } from './claim-promotion.ts';
import { demandApproval } from './find-approval.ts';
import type { PromoteInput, PromoteOutput } from './operation.ts';
import { planPromotion } from './plan-promotion.ts';
import type { ProvenRelease } from './proof-of.ts';
import { provenRelease } from './proven-release.ts';
import { refuseUnreachable } from './refuse-unreachable.ts';

/** Moves the very image that passed in one environment to another: nothing is built. */
export async function promote(context: Context, input: PromoteInput): Promise<PromoteOutput> {
  const lounge = await context.lounge();
  const { from, to } = chooseEnvironments(lounge, input, 'promote');
  await readService(lounge, input.service);
  const source = await provenRelease(context, lounge, input.service, from);
  await refuseUnreachable(lounge, source, to);
  const interrupted = input.dryRun ? undefined : await interruptedPromotion(context, lounge, source, to);
  if (interrupted !== undefined) return await conclude(interrupted, source);
  const head = await headWithout(lounge, source, to);
  const approval = await demandApproval(lounge, source, to);
  const wanted = { source, environment: to, head, approval, task: input.task };
  if (input.dryRun) return { source, plan: await planPromotion(context, lounge, wanted) };
  const engine = await lounge.engine(to);
  await Promise.all([engine.cluster.check(), lounge.registry(to).then(async (registry) => await registry.check())]);
  const spec = await readService(lounge, input.service);
  const release = await claimPromotion(context, lounge, wanted);
  return await conclude(openShipping({ context, lounge, engine, spec, release }), source);
}

async function conclude(shipping: Shipping, source: ProvenRelease): Promise<PromoteOutput> {
  const release = await finishRelease(shipping, stepsOf(shipping.lounge, shipping.release));
  return { ...(await concludeShipping(shipping, release)), source };
}

/** A promotion of this very release that was interrupted is gone on with. */
async function interruptedPromotion(
  context: Context,
  lounge: Lounge,
  source: ProvenRelease,
  environment: string,
): Promise<Shipping | undefined> {
  return await takeInterrupted(
    context,
    lounge,
    { service: source.service, environment },
    (release) => release.promotedFrom?.release === source.id,
  );
}

/** The head of the remote branch, on which the promotion goes. Throws PROMOTE_ALREADY when it pins the image already. */
async function headWithout(lounge: Lounge, source: ProvenRelease, environment: string): Promise<string> {
  const { remoteHead } = await (await lounge.repository()).fetch();
  if (remoteHead === undefined) throw new LoungeError('GIT_NO_COMMIT');
  const { reference } = pinnedImage(lounge.config, { ...source, environment });
  const there = await imagesAt(lounge, remoteHead, source.service, environment);
  if (!there.includes(reference)) return remoteHead;
  const image = source.image === undefined ? source.tag : reference;
  throw new LoungeError('PROMOTE_ALREADY', { service: source.service, environment, image });
}
