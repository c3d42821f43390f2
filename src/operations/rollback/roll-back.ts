import { LoungeError } from '../../domain/errors.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import type { Release } from '../../domain/release.ts';
import { isImageOf } from '../../engine/manifest/compare-renders.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import type { Context, Lounge } from '../context.ts';
import { imagesAt } from '../bump/images-at.ts';
import { readServiceAt } from '../read-service.ts';
import { finishRelease } from '../ship/finish-release.ts';
import { takeLease } from '../ship/lease.ts';
import { say } from '../ship/messages.ts';
import { releaseMessage } from '../ship/release-commit.ts';
import { openShipping, type Shipping, type Step } from '../ship/shipping.ts';
import { catalogueStep } from '../ship/steps/catalogue.ts';
import { publishRelease } from '../ship/steps/publish.ts';
import { syncStep } from '../ship/steps/sync.ts';
import { verifyStep } from '../ship/steps/verify.ts';
import { warnOfManifests } from './warn-of-manifests.ts';

/** Undoes the bump of a release by a git revert, and judges what runs then. Throws NOTHING_TO_ROLL_BACK, GIT_*. */
export async function rollBack(context: Context, lounge: Lounge, bad: Release): Promise<Release> {
  if (bad.commit === undefined) throw new LoungeError('NOTHING_TO_ROLL_BACK', { service: bad.service });
  const release = await claimRollback(context, lounge, bad, bad.commit);
  context.progress({ kind: 'note', text: say(context.language, 'rollingBack', { release: bad.id }) });
  if (release.digest === undefined)
    context.progress({ kind: 'note', text: say(context.language, 'nothingBefore', { service: bad.service }) });
  const engine = await lounge.engine(bad.environment);
  const spec = await readServiceAt(lounge, bad.source, bad.service);
  const done = await finishRelease(openShipping({ context, lounge, engine, spec, release }), rollbackSteps(release));
  if (done.verdict !== undefined && done.verdict.verdict !== 'PASS') await warnOfManifests(context, lounge, bad);
  return done;
}

/** The steps of a rollback: where nothing ran before there is nothing to judge. */
export function rollbackSteps(release: Release): readonly Step[] {
  const publish: Step = { name: 'publish', run: async (shipping) => await publishRelease(shipping, revertCommit) };
  return release.digest === undefined ? [publish] : [publish, syncStep, verifyStep, catalogueStep];
}

async function claimRollback(context: Context, lounge: Lounge, bad: Release, commit: string): Promise<Release> {
  const before = await imageBefore(lounge, bad);
  const id = `${bad.id}-rollback`;
  await takeLease(context, lounge, { service: bad.service, release: id, tag: before?.tag ?? bad.tag });
  const known = await lounge.store.release(id);
  if (known !== undefined) return known;
  const {
    digest: _digest,
    commit: _commit,
    verdict: _verdict,
    pushedAt: _pushedAt,
    finishedAt: _finishedAt,
    previousCommit: _previousCommit,
    promotedFrom: _promotedFrom,
    approval: _approval,
    image: _image,
    ...rest
  } = bad;
  const release: Release = {
    ...rest,
    id,
    tag: before?.tag ?? bad.tag,
    ...(before?.digest === undefined ? {} : { digest: before.digest }),
    ...(bad.image === undefined || before?.image === undefined ? {} : { image: before.image }),
    source: commit,
    actor: context.actor,
    startedAt: context.clock.now(),
    rollbackOf: bad.id,
    held: false,
  };
  await lounge.store.saveRelease(release);
  return release;
}

/** The image that the service ran before the release: what its parent commit renders. */
async function imageBefore(
  lounge: Lounge,
  bad: Release,
): Promise<{ tag: string; digest: string | undefined; image: string } | undefined> {
  if (bad.previousCommit === undefined) return undefined;
  const images = await imagesAt(lounge, bad.previousCommit, bad.service, bad.environment);
  const { name } = pinnedImage(lounge.config, bad);
  const image = images.find((one) => isImageOf(one, name));
  const mine = image === undefined ? undefined : parseImageReference(image);
  if (image === undefined || mine?.tag === undefined) return undefined;
  // An image of others has a tag of its own; the release that pinned it is told by the mark in the overlay.
  if (bad.image !== undefined)
    return mine.digest === undefined ? undefined : { tag: bad.tag, digest: mine.digest, image };
  return /^v\d{12}$/.test(mine.tag) ? { tag: mine.tag, digest: mine.digest, image } : undefined;
}

async function revertCommit(shipping: Shipping, remoteHead: string | undefined): Promise<string> {
  const { lounge, release, context } = shipping;
  if (remoteHead === undefined) throw new LoungeError('NOTHING_TO_ROLL_BACK', { service: release.service });
  const repository = await lounge.repository();
  const changes = await repository.revertChanges(release.source, remoteHead);
  const image = pinnedImage(lounge.config, release).reference;
  return await repository.createCommit({
    parent: remoteHead,
    changes,
    message: releaseMessage(release, image),
    actor: context.actor,
    at: release.startedAt,
  });
}
