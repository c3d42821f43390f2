import { LoungeError } from '../../domain/errors.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import type { Context, Lounge } from '../context.ts';
import { chooseEnvironments } from '../promote/choose-environments.ts';
import { findApproval, type Approval } from '../promote/find-approval.ts';
import type { ProvenRelease } from '../promote/proof-of.ts';
import { provenRelease } from '../promote/proven-release.ts';
import { readService } from '../read-service.ts';
import { TRAILER } from '../ship/release-commit.ts';
import type { ApproveInput, ApproveOutput } from './operation.ts';

const TRIES = 8;

/**
 * A person allows the very image that passed to go to another environment: a commit on the branch that changes no file
 * and says who and when. Throws ROLE_FORBIDDEN for an agent, and what `promote` throws for a release that did not pass.
 */
export async function approveRelease(context: Context, input: ApproveInput): Promise<ApproveOutput> {
  const { actor } = context;
  if (actor.role !== 'human')
    throw new LoungeError('ROLE_FORBIDDEN', { actor: actor.name, role: actor.role, command: 'lounge approve' });
  const lounge = await context.lounge();
  const { from, to } = chooseEnvironments(lounge, input, 'approve');
  await readService(lounge, input.service);
  const release = await provenRelease(context, lounge, input.service, from);
  const before = await findApproval(lounge, release, to);
  const approval = before ?? (await recordApproval(context, lounge, release, to));
  const image = pinnedImage(lounge.config, release).reference;
  return { release, image, environment: to, approval, already: before !== undefined };
}

async function recordApproval(
  context: Context,
  lounge: Lounge,
  release: ProvenRelease,
  environment: string,
): Promise<Approval> {
  const repository = await lounge.repository();
  const at = context.clock.now();
  const message = approvalMessage(context, lounge, release, environment);
  for (let attempt = 1; ; attempt += 1) {
    const { remoteHead } = await repository.fetch();
    if (remoteHead === undefined) throw new LoungeError('GIT_NO_COMMIT');
    const commit = await repository.createCommit({
      parent: remoteHead,
      changes: [],
      message,
      actor: context.actor,
      at,
    });
    try {
      await repository.publish(commit, remoteHead);
      await repository.fastForward(commit);
      return { by: context.actor.name, at, commit };
    } catch (error) {
      if (!(error instanceof LoungeError && error.code === 'GIT_MOVED') || attempt === TRIES) throw error;
    }
  }
}

function approvalMessage(context: Context, lounge: Lounge, release: ProvenRelease, environment: string): string {
  const { service, tag, id } = release;
  const trailers = [
    `${TRAILER.approves}: ${id}`,
    `${TRAILER.approvedFor}: ${environment}`,
    `${TRAILER.image}: ${pinnedImage(lounge.config, release).reference}`,
    `${TRAILER.actor}: ${context.actor.name} (${context.actor.role})`,
  ];
  return `chore(${service}): approve ${tag} for ${environment}\n\n${trailers.join('\n')}\n`;
}
