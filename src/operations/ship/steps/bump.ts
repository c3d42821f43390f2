import { planBump } from '../../bump/plan-bump.ts';
import { say } from '../messages.ts';
import type { Shipping, Step } from '../shipping.ts';

/** What the overlay of this release becomes on top of `base`. */
export async function bumpOn({ lounge, release, context }: Shipping, base: string) {
  return await planBump(context, lounge, {
    base,
    service: release.service,
    environment: release.environment,
    tag: release.tag,
    digest: release.digest ?? '',
  });
}

export const bumpStep: Step = {
  name: 'bump',
  run: async (shipping) => {
    const plan = await bumpOn(shipping, shipping.release.source);
    const { language } = shipping.context;
    return say(language, 'bumped', { before: plan.imageBefore ?? say(language, 'firstImage'), after: plan.imageAfter });
  },
};
