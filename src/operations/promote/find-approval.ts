import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import type { Lounge } from '../context.ts';
import { TRAILER } from '../ship/release-commit.ts';
import type { ProvenRelease } from './proof-of.ts';

const FAR_BACK = 500;

export type Approval = NonNullable<Release['approval']>;

/** Whether lounge.yaml wants a person to approve what goes to an environment. */
export function needsApproval(lounge: Lounge, environment: string): boolean {
  return lounge.config.policy.approval[environment] === 'human';
}

/** The approval of this very release for an environment that the branch holds: the newest one. */
export async function findApproval(
  lounge: Lounge,
  release: ProvenRelease,
  environment: string,
): Promise<Approval | undefined> {
  const repository = await lounge.repository();
  const { remoteHead } = await repository.fetch();
  if (remoteHead === undefined) return undefined;
  const commits = await repository.log({ to: remoteHead, limit: FAR_BACK });
  const { reference } = pinnedImage(lounge.config, release);
  const named = commits.filter(
    ({ trailers }) =>
      trailers[TRAILER.approves] === release.id &&
      trailers[TRAILER.approvedFor] === environment &&
      trailers[TRAILER.image] === reference,
  );
  for (const { commit, tree, parents, trailers, committedAt } of named.toReversed()) {
    const by = /^(.{1,100}) \(human\)$/.exec(trailers[TRAILER.actor] ?? '')?.[1];
    // Trailers that ride along on a change are no decision of their own.
    const isAlone = parents[0] !== undefined && (await repository.tree(parents[0])) === tree;
    if (by !== undefined && isAlone) return { by, at: committedAt, commit };
  }
  return undefined;
}

/** The approval that a promotion rests on; undefined where none is asked for. Throws APPROVAL_NEEDED. */
export async function demandApproval(
  lounge: Lounge,
  release: ProvenRelease,
  environment: string,
): Promise<Approval | undefined> {
  const approval = await findApproval(lounge, release, environment);
  if (approval !== undefined || !needsApproval(lounge, environment)) return approval;
  throw new LoungeError('APPROVAL_NEEDED', {
    service: release.service,
    environment,
    next: `lounge approve ${release.service} --from ${release.environment} --to ${environment}`,
  });
}
