import { parseImageReference } from '../../domain/image-reference.ts';
import type { Release } from '../../domain/release.ts';
import { isImageOf } from '../../engine/manifest/compare-renders.ts';
import { kustomizationPath } from '../../engine/manifest/layout.ts';
import { imageNameOf } from '../../engine/manifest/pinned-image.ts';
import { nextReleaseTag } from '../../engine/plan/release-tag.ts';
import type { CommitInfo } from '../../ports/repository.ts';
import { imagesAt } from '../bump/images-at.ts';
import type { Lounge } from '../context.ts';
import { readServiceAt } from '../read-service.ts';
import { TRAILER } from '../ship/release-commit.ts';

const FAR_BACK = 300;

/** The release that the remote branch asks for: the newest commit that changed the overlay, made by `ship` or by hand. */
export async function runningRelease(
  lounge: Lounge,
  service: string,
  environment: string,
): Promise<Release | undefined> {
  const repository = await lounge.repository();
  const { remoteHead } = await repository.fetch();
  if (remoteHead === undefined) return undefined;
  const path = kustomizationPath(service, environment);
  const commits = (await repository.log({ to: remoteHead, path, limit: FAR_BACK })).toReversed();
  for (const commit of commits) {
    const release = await releaseOfCommit(lounge, commit, service, environment);
    if (release !== undefined) return release;
  }
  return undefined;
}

/** The release that a commit made, from the store when it is known there, else from git and the registry. */
export async function releaseOfCommit(
  lounge: Lounge,
  commit: CommitInfo,
  service: string,
  environment: string,
): Promise<Release | undefined> {
  const id = commit.trailers[TRAILER.release];
  const known = id === undefined ? undefined : await lounge.store.release(id);
  if (known?.commit === commit.commit) return known;
  const image = await ownImage(lounge, commit, service, environment);
  if (image === undefined) return undefined;
  const digest =
    image.digest ?? (await (await lounge.registry(environment)).inspect(image.repository, image.tag))?.digest;
  const rollbackOf = commit.trailers[TRAILER.rollbackOf];
  const [previousCommit] = commit.parents;
  return {
    id: id ?? `${service}-${environment}-${image.tag}-${commit.commit.slice(0, 8)}`,
    service,
    environment,
    tag: image.tag,
    ...(image.image === undefined ? {} : { image: image.image }),
    actor: { name: commit.author.slice(0, 100) || 'unknown', role: 'human' },
    source: commit.commit,
    tree: commit.tree,
    ...(digest === undefined ? {} : { digest }),
    commit: commit.commit,
    ...(previousCommit === undefined ? {} : { previousCommit }),
    startedAt: commit.committedAt,
    pushedAt: commit.committedAt,
    ...(rollbackOf === undefined ? {} : { rollbackOf }),
    held: false,
  };
}

interface OwnImage {
  readonly repository: string;
  /** Of the release: that of the image, or for an image of others the mark in the overlay, else the minute of the commit. */
  readonly tag: string;
  readonly digest: string | undefined;
  readonly image?: string;
}

async function ownImage(
  lounge: Lounge,
  { commit, trailers, committedAt }: CommitInfo,
  service: string,
  environment: string,
): Promise<OwnImage | undefined> {
  const spec = await readServiceAt(lounge, commit, service).catch(() => undefined);
  const wanted = imageNameOf(lounge.config, { name: service, image: spec?.image }, environment);
  const image = (await imagesAt(lounge, commit, service, environment)).find((one) => isImageOf(one, wanted));
  const parts = image === undefined ? undefined : parseImageReference(image);
  if (image === undefined || parts?.tag === undefined) return undefined;
  const { repository, digest } = parts;
  if (spec?.image === undefined)
    return /^v\d{12}$/.test(parts.tag) ? { repository, tag: parts.tag, digest } : undefined;
  if (digest === undefined) return undefined;
  const told = /-(v\d{12})(?:-|$)/.exec(trailers[TRAILER.release] ?? '')?.[1];
  return { repository, tag: told ?? nextReleaseTag(committedAt, 'UTC', []), digest, image };
}
