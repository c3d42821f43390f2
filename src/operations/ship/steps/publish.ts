import { LoungeError } from '../../../domain/errors.ts';
import { namespaceOf } from '../../../domain/lounge-config.ts';
import { applySecrets } from '../../secrets/apply-secrets.ts';
import { say } from '../messages.ts';
import { findReleaseCommit } from '../release-commit.ts';
import { learn, type Shipping, type Step } from '../shipping.ts';
import { checkStep } from './check.ts';
import { releaseCommitOn } from './commit.ts';

const TRIES = 8;

/** Makes the commit for the head of the remote as it is now. */
export type CommitOn = (shipping: Shipping, remoteHead: string | undefined) => Promise<string>;

/** Pushes the commit of a release; when the remote moved meanwhile, it is made anew on top and tried again. */
export async function publishRelease(shipping: Shipping, commitOn: CommitOn): Promise<string> {
  const repository = await shipping.lounge.repository();
  for (let attempt = 1; ; attempt += 1) {
    // Mostly nobody pushed since this clone last looked; whether that is so, the push itself finds out.
    const known = attempt === 1 ? await repository.lastSeenRemoteHead() : undefined;
    const remoteHead = known ?? (await repository.fetch()).remoteHead;
    const there = await findReleaseCommit(repository, remoteHead, shipping.release);
    if (there) return await published(shipping, there.commit, there.parents[0]);
    const commit = await commitOn(shipping, remoteHead);
    try {
      await repository.publish(commit, remoteHead);
      return await published(shipping, commit, remoteHead);
    } catch (error) {
      if (!(error instanceof LoungeError && error.code === 'GIT_MOVED') || attempt === TRIES) throw error;
    }
  }
}

async function published(shipping: Shipping, commit: string, previousCommit: string | undefined): Promise<string> {
  const { lounge, context } = shipping;
  await learn(shipping, {
    commit,
    pushedAt: shipping.release.pushedAt ?? context.clock.now(),
    ...(previousCommit === undefined ? {} : { previousCommit }),
  });
  await (await lounge.repository()).fastForward(commit);
  return say(context.language, 'published', { commit: commit.slice(0, 8), branch: lounge.config.repository.branch });
}

async function shippedCommit(shipping: Shipping, remoteHead: string | undefined): Promise<string> {
  const repository = await shipping.lounge.repository();
  const { source } = shipping.release;
  await provideSecrets(shipping);
  if (remoteHead === undefined || (await repository.isAncestor(remoteHead, source)))
    return (await releaseCommitOn(shipping, source)).commit;
  const rebased = await repository.rebase(source, remoteHead);
  shipping.context.progress({ kind: 'note', text: say(shipping.context.language, 'rebased') });
  await checkStep.run({ ...shipping, release: { ...shipping.release, source: rebased } });
  return (await releaseCommitOn(shipping, rebased)).commit;
}

/** What the pods refer to is there before Argo CD sees the commit. */
async function provideSecrets({ context, lounge, engine, release, spec }: Shipping): Promise<void> {
  if (Object.keys(spec.secrets).length === 0) return;
  await applySecrets(context, lounge, engine, namespaceOf(lounge.config, release.environment), spec);
}

export const publishStep: Step = {
  name: 'publish',
  run: async (shipping) => await publishRelease(shipping, shippedCommit),
};
