import { pushImage } from '../../push/push-image.ts';
import { say } from '../messages.ts';
import { learn, type Step } from '../shipping.ts';
import { layoutFolder } from './build.ts';

export const pushStep: Step = {
  name: 'push',
  run: async (shipping) => {
    const { context, lounge, release } = shipping;
    const { image, digest } = await pushImage(context, lounge, {
      service: release.service,
      environment: release.environment,
      tag: release.tag,
      layoutFolder: layoutFolder(shipping),
    });
    await learn(shipping, { digest });
    await lounge.workspace.remove(`.lounge/builds/${release.id}`);
    return say(context.language, 'pushed', { image });
  },
};
