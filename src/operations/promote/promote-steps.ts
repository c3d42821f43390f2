import { LoungeError } from '../../domain/errors.ts';
import type { Step } from '../ship/shipping.ts';
import { bumpStep } from '../ship/steps/bump.ts';
import { catalogueStep } from '../ship/steps/catalogue.ts';
import { checkStep } from '../ship/steps/check.ts';
import { commitStep } from '../ship/steps/commit.ts';
import { publishStep } from '../ship/steps/publish.ts';
import { syncStep } from '../ship/steps/sync.ts';
import { verifyStep } from '../ship/steps/verify.ts';
import { copyStep } from './copy-image.ts';
import { provenRelease } from './proven-release.ts';
import { say } from './messages.ts';

/** The tree is fit to be released, and the source of the promotion is still what passed. */
const checkSourceStep: Step = {
  name: 'check',
  run: async (shipping) => {
    const { context, lounge, release } = shipping;
    await checkStep.run(shipping);
    const { promotedFrom, service } = release;
    if (promotedFrom === undefined) return '–';
    const { environment } = promotedFrom;
    const source = await provenRelease(context, lounge, service, environment);
    if (source.id !== promotedFrom.release)
      throw new LoungeError('PROMOTE_CHANGED', {
        service,
        environment,
        release: promotedFrom.release,
        problem: say(context.language, 'otherImage', { image: source.tag }),
      });
    return say(context.language, 'proven', { release: source.id, environment });
  },
};

/** The life of a promotion: that of a release, with nothing rehearsed or built; pushed is what passed, where the registry is another one. */
export const promoteSteps: readonly Step[] = [
  checkSourceStep,
  copyStep,
  bumpStep,
  commitStep,
  publishStep,
  syncStep,
  verifyStep,
  catalogueStep,
];
