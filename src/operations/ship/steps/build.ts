import { buildImage } from '../../build/build-image.ts';
import { say } from '../messages.ts';
import { learn, type Shipping, type Step } from '../shipping.ts';

/** Where the built image of a release waits for its push, as an OCI layout. */
export function layoutFolder({ lounge, release }: Shipping): string {
  return `${lounge.workspace.root}/.lounge/builds/${release.id}`;
}

export const buildStep: Step = {
  name: 'build',
  run: async (shipping) => {
    const { context, lounge, release } = shipping;
    const built = await buildImage(context, lounge, {
      commit: release.source,
      service: release.service,
      environment: release.environment,
      tag: release.tag,
      outputFolder: layoutFolder(shipping),
    });
    await learn(shipping, { digest: built.digest });
    return say(context.language, 'built', {
      digest: built.digest.slice(0, 19),
      builder: built.builder,
      kilobytes: Math.ceil(built.bytes / 1000),
    });
  },
};
