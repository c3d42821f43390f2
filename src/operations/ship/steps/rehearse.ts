import { LoungeError } from '../../../domain/errors.ts';
import type { ServiceSpec } from '../../../domain/service-spec.ts';
import { repositoryIn } from '../../../engine/manifest/pinned-image.ts';
import type { Lounge } from '../../context.ts';
import { rehearseTree } from '../../rehearse/rehearse-tree.ts';
import { say } from '../messages.ts';
import type { Step } from '../shipping.ts';

export const rehearseStep: Step = {
  name: 'rehearse',
  run: async ({ context, lounge, release, spec }) => {
    if (lounge.config.policy.rehearsal === 'off') return say(context.language, 'rehearsalOff');
    if (!(await canRehearse(lounge, spec))) return say(context.language, 'rehearsalForeign', { image: spec.image });
    const { record, reused, namespace } = await rehearseTree(context, lounge, {
      commit: release.source,
      spec,
      environment: release.environment,
    });
    if (record.verdict !== 'PASS')
      throw new LoungeError('REHEARSAL_FAILED', { reason: record.reason, message: record.message });
    return reused
      ? say(context.language, 'rehearsedBefore', { at: new Date(record.at).toISOString() })
      : say(context.language, 'rehearsed', { namespace });
  },
};

/** The engine of this machine pulls from its own registry alone. */
async function canRehearse(lounge: Lounge, { image }: ServiceSpec): Promise<boolean> {
  return image === undefined || repositoryIn((await lounge.localEngine.status()).registry.url, image) !== undefined;
}
