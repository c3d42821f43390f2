import { LoungeError } from '../../domain/errors.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import { bumpImage } from '../../engine/manifest/bump-image.ts';
import { compareRenders, type RenderComparison } from '../../engine/manifest/compare-renders.ts';
import { generateApplication } from '../../engine/manifest/generate/generate-applications.ts';
import { applicationPath, baseImageName, kustomizationPath, overlayFolder } from '../../engine/manifest/layout.ts';
import { markRelease } from '../../engine/manifest/mark-release.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { describeRenderChanges } from '../../engine/manifest/describe-render-changes.ts';
import type { FileChange } from '../../ports/repository.ts';
import type { Context, Lounge } from '../context.ts';

export interface BumpRequest {
  /** The commit that the bump goes on top of. */
  readonly base: string;
  readonly service: string;
  readonly environment: string;
  readonly tag: string;
  readonly digest: string;
  /** The image of others, `name:tag@digest`, where it is none of ours. */
  readonly image?: string | undefined;
}

export interface BumpPlan {
  readonly changes: readonly FileChange[];
  readonly imageBefore: string | undefined;
  readonly imageAfter: string;
  /** What changes in the render, for people. */
  readonly renderDiff: string;
}

/**
 * The files that pin a service to a tag and digest, proved by rendering before and after with real kustomize. Throws
 * BUMP_NOOP when nothing would change, BUMP_TOO_MUCH when more than the image would, RENDER_FAILED.
 */
export async function planBump(context: Context, lounge: Lounge, request: BumpRequest): Promise<BumpPlan> {
  const { config } = lounge;
  const repository = await lounge.repository();
  const path = kustomizationPath(request.service, request.environment);
  const before = await repository.readFile(request.base, path);
  if (before === undefined) {
    const { service, environment } = request;
    throw new LoungeError('OVERLAY_MISSING', { path, service, environment });
  }
  await refuseHeld(lounge, request);
  const image = pinnedImage(config, request);
  const bumped = bumpImage(
    before,
    {
      name: baseImageName(request.service),
      newName: image.name,
      newTag: image.tag,
      digest: image.digest ?? request.digest,
    },
    path,
  );
  const content = request.image === undefined ? bumped : markRelease(bumped, request.tag);
  const comparison = await compareOn(context, lounge, request, { path, content }, image.name);
  refuseWrongBump(comparison, request, image.reference);
  const changes = [{ path, content }, ...(await missingApplication(lounge, config, request))];
  return {
    changes,
    imageBefore: comparison.imagesBefore[0],
    imageAfter: image.reference,
    renderDiff: describeRenderChanges(comparison.changed),
  };
}

async function compareOn(
  context: Context,
  lounge: Lounge,
  request: BumpRequest,
  change: { path: string; content: string },
  image: string,
): Promise<RenderComparison> {
  const repository = await lounge.repository();
  const folder = overlayFolder(request.service, request.environment);
  const bumped = await repository.createCommit({
    parent: request.base,
    changes: [change],
    message: 'bump\n',
    actor: context.actor,
    at: 0,
  });
  const [before, after] = await Promise.all([
    // Of before, only the differences count: an answer of an earlier call will do.
    lounge.keptRenders().then(async (renders) => await renders.at(request.base, folder, context.signal)),
    lounge.renders().then(async (renders) => await renders.at(bumped, folder, context.signal)),
  ]);
  return compareRenders(before, after, { image });
}

function refuseWrongBump(comparison: RenderComparison, request: BumpRequest, wanted: string): void {
  if (!comparison.imagesAfter.includes(wanted))
    throw new LoungeError('BUMP_NOOP', { service: request.service, expected: baseImageName(request.service) });
  // The same image of others may be released anew, for what changed around it.
  if (comparison.isNoop && request.image === undefined)
    throw new LoungeError('BUMP_NOOP', { service: request.service, expected: baseImageName(request.service) });
  if (comparison.unexpected.length === 0) return;
  const objects = comparison.unexpected.slice(0, 5).map((change) => `${change.object} ${change.field}`.trim());
  throw new LoungeError('BUMP_TOO_MUCH', { service: request.service, objects });
}

/** A release that failed is on hold: its image is not pinned again. */
async function refuseHeld(lounge: Lounge, { service, environment, tag }: BumpRequest): Promise<void> {
  const held = (await lounge.store.releases({ service, environment })).find(
    (release) => release.held && release.tag === tag && release.rollbackOf === undefined,
  );
  if (held !== undefined) throw new LoungeError('RELEASE_HELD', { service, tag, reason: held.verdict?.reason ?? '' });
}

/** The first release of a service to an environment brings its Application: before it there is nothing to sync. */
async function missingApplication(
  lounge: Lounge,
  config: LoungeConfig,
  request: BumpRequest,
): Promise<readonly FileChange[]> {
  const path = applicationPath(config, request.service, request.environment);
  const found = await (await lounge.repository()).readFile(request.base, path);
  return found === undefined
    ? [{ path, content: generateApplication(config, request.service, request.environment) }]
    : [];
}
