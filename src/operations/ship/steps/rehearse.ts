import { LoungeError } from '../../../domain/errors.ts';
import { foreignImage } from '../../rehearse/foreign-image.ts';
import { rehearseTree } from '../../rehearse/rehearse-tree.ts';
import { say } from '../messages.ts';
import type { Step } from '../shipping.ts';

export const rehearseStep: Step = {
  name: 'rehearse',
  run: async ({ context, lounge, release, spec }) => {
    if (lounge.config.policy.rehearsal === 'off') return say(context.language, 'rehearsalOff');
    const image = await foreignImage(lounge, release.source, release.environment, spec);
    if (image !== undefined) return say(context.language, 'rehearsalForeign', { image });
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
