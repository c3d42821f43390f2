import { planBump, type BumpPlan } from '../../bump/plan-bump.ts';
import { say } from '../messages.ts';
import type { Shipping, Step } from '../shipping.ts';

/** What the overlay of this release becomes on top of `base`. */
export async function bumpOn({ lounge, release, context, plans }: Shipping, base: string): Promise<BumpPlan> {
  const { service, environment, tag, digest = '', image } = release;
  const known = plans.get(base) ?? planBump(context, lounge, { base, service, environment, tag, digest, image });
  plans.set(base, known);
  return await known;
}

export const bumpStep: Step = {
  name: 'bump',
  run: async (shipping) => {
    const plan = await bumpOn(shipping, shipping.release.source);
    const { language } = shipping.context;
    return say(language, 'bumped', { before: plan.imageBefore ?? say(language, 'firstImage'), after: plan.imageAfter });
  },
};
