import { say } from '../messages.ts';
import { releaseMessage } from '../release-commit.ts';
import type { Shipping, Step } from '../shipping.ts';
import { bumpOn } from './bump.ts';

/** The release commit on top of `base`: an object that nothing refers to until it is published. The same release and base give the same commit. */
export async function releaseCommitOn(
  shipping: Shipping,
  base: string,
): Promise<{ readonly commit: string; readonly subject: string }> {
  const { release, lounge, context } = shipping;
  const plan = await bumpOn(shipping, base);
  const message = releaseMessage(release, plan.imageAfter);
  const repository = await lounge.repository();
  const commit = await repository.createCommit({
    parent: base,
    changes: plan.changes,
    message,
    actor: context.actor,
    at: release.startedAt,
  });
  return { commit, subject: message.split('\n')[0] ?? '' };
}

export const commitStep: Step = {
  name: 'commit',
  run: async (shipping) => {
    const { commit, subject } = await releaseCommitOn(shipping, shipping.release.source);
    return say(shipping.context.language, 'committed', { commit: commit.slice(0, 8), subject });
  },
};
