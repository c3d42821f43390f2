import type { Release } from '../../domain/release.ts';
import type { CommitInfo, Repository } from '../../ports/repository.ts';

/** Trailers that say in git itself what a commit released; a lost store is rebuilt from them. */
export const TRAILER = {
  release: 'Lounge-Release',
  image: 'Lounge-Image',
  task: 'Lounge-Task',
  actor: 'Lounge-Actor',
  rollbackOf: 'Lounge-Rollback-Of',
  promotedFrom: 'Lounge-Promoted-From',
  approvedBy: 'Lounge-Approved-By',
  /** On the commit of an approval: which release, and for which environment. */
  approves: 'Lounge-Approves',
  approvedFor: 'Lounge-Approved-For',
  catalogue: 'Lounge-Catalogue',
} as const;

/** The message of a release commit: conventional subject, then trailers. */
export function releaseMessage(release: Release, image: string): string {
  const subject =
    release.rollbackOf === undefined
      ? `deploy(${release.service}): ${release.tag} to ${release.environment}${promotedText(release)}`
      : `revert(${release.service}): back to ${release.tag} in ${release.environment}`;
  const trailers = [
    `${TRAILER.release}: ${release.id}`,
    `${TRAILER.image}: ${image}`,
    ...(release.task === undefined ? [] : [`${TRAILER.task}: ${release.task}`]),
    `${TRAILER.actor}: ${release.actor.name} (${release.actor.role})`,
    ...(release.rollbackOf === undefined ? [] : [`${TRAILER.rollbackOf}: ${release.rollbackOf}`]),
    ...promotionTrailers(release),
  ];
  return `${subject}\n\n${trailers.join('\n')}\n`;
}

function promotedText({ promotedFrom }: Release): string {
  return promotedFrom === undefined ? '' : ` from ${promotedFrom.environment}`;
}

function promotionTrailers({ promotedFrom, approval }: Release): string[] {
  return [
    ...(promotedFrom === undefined ? [] : [`${TRAILER.promotedFrom}: ${promotedFrom.release}`]),
    ...(approval === undefined
      ? []
      : [`${TRAILER.approvedBy}: ${approval.by} (human), ${new Date(approval.at).toISOString()}, ${approval.commit}`]),
  ];
}

const FAR_BACK = 500;

/** The commit of a release that is on the remote already, found by its trailer. */
export async function findReleaseCommit(
  repository: Repository,
  remoteHead: string | undefined,
  release: Release,
): Promise<CommitInfo | undefined> {
  if (remoteHead === undefined) return undefined;
  const commits = await repository.log({ to: remoteHead, limit: FAR_BACK });
  return commits.find((commit) => commit.trailers[TRAILER.release] === release.id);
}
