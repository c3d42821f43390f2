import { followRelease } from '../../verify/follow-release.ts';
import { releaseHeader } from '../../verify/release-header.ts';
import { say } from '../messages.ts';
import { learn, type Step } from '../shipping.ts';

export const verifyStep: Step = {
  name: 'verify',
  run: async (shipping) => {
    const { context, lounge, engine, spec } = shipping;
    const header = await releaseHeader(lounge, { release: shipping.release, spec });
    const followed = await followRelease(context, lounge, engine, { recording: shipping.release.id, header, spec });
    await learn(shipping, followed);
    return say(context.language, 'judged', { verdict: followed.verdict.verdict, reason: followed.verdict.reason });
  },
};
