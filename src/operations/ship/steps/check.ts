import { LoungeError } from '../../../domain/errors.ts';
import { checkCommit } from '../../check/check-commit.ts';
import { say } from '../messages.ts';
import type { Step } from '../shipping.ts';

export const checkStep: Step = {
  name: 'check',
  run: async ({ context, lounge, release }) => {
    const { findings, rules, files } = await checkCommit(context, lounge, release.source);
    const errors = findings.filter((finding) => finding.severity === 'error');
    const first = errors[0];
    if (first !== undefined) {
      const place = first.place.line === undefined ? first.place.file : `${first.place.file}:${first.place.line}`;
      throw new LoungeError('POLICY_BLOCKED', { count: errors.length, place, first: `${first.message} ${first.fix}` });
    }
    return say(context.language, 'checked', { rules, files });
  },
};
