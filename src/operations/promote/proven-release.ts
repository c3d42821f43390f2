import { LoungeError } from '../../domain/errors.ts';
import { compareRenders } from '../../engine/manifest/compare-renders.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { renderOverlayAt } from '../bump/images-at.ts';
import type { Context, Lounge } from '../context.ts';
import { readServiceAt } from '../read-service.ts';
import { observeNow } from '../status/observe-now.ts';
import { runningRelease } from '../status/running-release.ts';
import { say } from './messages.ts';
import { proofOf, type ProvenRelease } from './proof-of.ts';

/**
 * The release of an environment that passed, and still is what the branch asks for and what runs there. Throws
 * RELEASE_UNKNOWN, PROMOTE_NOT_PROVEN, PROMOTE_CHANGED.
 */
export async function provenRelease(
  context: Context,
  lounge: Lounge,
  service: string,
  environment: string,
): Promise<ProvenRelease> {
  const found = await runningRelease(lounge, service, environment);
  if (found?.commit === undefined || found.digest === undefined)
    throw notProven(context, { service, environment, release: service }, say(context.language, 'noneYet'), 'proveShip');
  const release: ProvenRelease = { ...found, commit: found.commit, digest: found.digest };
  const { verdict, next } = await proofOf(context, lounge, release);
  if (verdict !== 'PASS') throw notProven(context, { service, environment, release: release.id }, verdict, next);
  const changed = (await changedInGit(context, lounge, release)) ?? (await changedInCluster(context, lounge, release));
  if (changed !== undefined)
    throw new LoungeError('PROMOTE_CHANGED', { service, environment, release: release.id, problem: changed });
  return release;
}

function notProven(
  { language }: Context,
  facts: { readonly service: string; readonly environment: string; readonly release: string },
  verdict: string,
  next: 'proveVerify' | 'proveShip',
): LoungeError {
  return new LoungeError('PROMOTE_NOT_PROVEN', { ...facts, verdict, next: say(language, next, facts) });
}

/** What the branch asks for now, if it is not what passed: another image, or the same with other manifests. */
async function changedInGit(context: Context, lounge: Lounge, release: ProvenRelease): Promise<string | undefined> {
  const { remoteHead } = await (await lounge.repository()).fetch();
  const renderAt = async (commit: string) =>
    await renderOverlayAt(lounge, commit, release.service, release.environment);
  const [passed, now] = await Promise.all([renderAt(release.commit), renderAt(remoteHead ?? release.commit)]);
  const { name, reference } = pinnedImage(lounge.config, release);
  const { imagesAfter, changed } = compareRenders(passed, now, { image: name });
  if (!imagesAfter.includes(reference))
    return say(context.language, 'otherImage', { image: imagesAfter[0] ?? say(context.language, 'noneYet') });
  if (changed.length === 0) return undefined;
  const objects = changed.slice(0, 3).map((change) => `${change.object} ${change.field}`.trim());
  return say(context.language, 'otherManifests', { objects });
}

/** What is not as it was proven in the cluster at this moment. A restart of the past is told, and stops nothing. */
async function changedInCluster(context: Context, lounge: Lounge, release: ProvenRelease): Promise<string | undefined> {
  const spec = await readServiceAt(lounge, release.commit, release.service);
  const { state, problems } = await observeNow(context, lounge, spec, release.environment, release);
  const lasting = problems.filter((problem) => problem !== 'RESTARTS');
  if (state === 'unknown' || lasting.length > 0)
    return say(context.language, 'notAsProven', { problems: lasting.length === 0 ? [state] : lasting });
  if (problems.length > 0)
    context.progress({
      kind: 'note',
      text: say(context.language, 'restarts', { ...release, release: release.id }),
    });
  return undefined;
}
