import { pushImage } from '../../push/push-image.ts';
import { say } from '../messages.ts';
import { learn, type Step } from '../shipping.ts';
import { layoutFolder } from './build.ts';
import { bumpOn } from './bump.ts';

export const pushStep: Step = {
  name: 'push',
  run: async (shipping) => {
    const { context, lounge, release, plans } = shipping;
    // What the overlay becomes is worked out while the image goes up; its own step tells what is wrong with it.
    const planned = release.digest && bumpOn(shipping, release.source).catch(() => undefined);
    const { image, digest } = await pushImage(context, lounge, {
      service: release.service,
      environment: release.environment,
      tag: release.tag,
      layoutFolder: layoutFolder(shipping),
    }).finally(() => planned);
    if (digest !== release.digest) plans.clear();
    await learn(shipping, { digest });
    await lounge.workspace.remove(`.lounge/builds/${release.id}`);
    return say(context.language, 'pushed', { image });
  },
};
