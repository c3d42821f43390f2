import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';
import { ShipOutput } from '../ship/operation.ts';
import { presentShip } from '../ship/present-ship.ts';

const say = defineMessages({ nothing: { en: 'Nothing was interrupted.', ko: '중단된 것이 없습니다.' } });

export const ResumeInput = z.object({ release: z.string().optional() });
export type ResumeInput = z.infer<typeof ResumeInput>;
export const ResumeOutput = z.object({ resumed: z.array(ShipOutput) });
export type ResumeOutput = z.infer<typeof ResumeOutput>;

export const resumeOperation = defineOperation({
  name: 'resume',
  effect: 'release',
  roles: ['human', 'developer'],
  positionals: ['release'],
  fields: {
    release: { en: 'id of a release (all interrupted ones when left out)', ko: '릴리스 ID(생략하면 중단된 것 전부)' },
  },
  input: ResumeInput,
  output: ResumeOutput,
  examples: ['lounge resume', 'lounge resume hello-production-v202601021530'],
  run: async (context, input) => await (await import('./resume-interrupted.ts')).resumeInterrupted(context, input),
  present: (output, language) =>
    output.resumed.length === 0
      ? [say(language, 'nothing')]
      : output.resumed.flatMap((one) => presentShip(one, language)),
  outcome: ({ resumed }) => {
    const verdicts = resumed.map((one) => one.release?.verdict?.verdict);
    if (verdicts.includes('FAIL')) return 'failed';
    return verdicts.every((verdict) => verdict === 'PASS' || verdict === 'SUPERSEDED') ? 'good' : 'unproved';
  },
});
