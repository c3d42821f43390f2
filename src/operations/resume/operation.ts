import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import type { Context, Lounge } from '../context.ts';
import { defineOperation } from '../define-operation.ts';
import { rollbackSteps } from '../rollback/roll-back.ts';
import { finishRelease } from '../ship/finish-release.ts';
import { ShipOutput } from '../ship/operation.ts';
import { presentShip } from '../ship/present-ship.ts';
import { reopenRelease } from '../ship/resume-release.ts';
import { concludeShipping } from '../ship/ship.ts';
import { shipSteps } from '../ship/steps/index.ts';

const say = defineMessages({ nothing: { en: 'Nothing was interrupted.', ko: '중단된 것이 없습니다.' } });

const ResumeInput = z.object({ release: z.string().optional() });
const ResumeOutput = z.object({ resumed: z.array(ShipOutput) });

export const resumeOperation = defineOperation({
  name: 'resume',
  summary: { en: 'Go on with releases that were interrupted', ko: '중단된 릴리스를 이어서 진행' },
  effect: 'release',
  roles: ['human', 'developer'],
  positionals: ['release'],
  fields: {
    release: { en: 'id of a release (all interrupted ones when left out)', ko: '릴리스 ID(생략하면 중단된 것 전부)' },
  },
  input: ResumeInput,
  output: ResumeOutput,
  examples: ['lounge resume', 'lounge resume hello-production-v202601021530'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const resumed: ShipOutput[] = [];
    for (const release of await interrupted(lounge, input.release)) resumed.push(await goOn(context, lounge, release));
    return { resumed };
  },
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

async function interrupted(lounge: Lounge, id: string | undefined): Promise<readonly Release[]> {
  if (id === undefined) return (await lounge.store.releases({ unfinished: true })).toReversed();
  const release = await lounge.store.release(id);
  if (release === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: id });
  return release.finishedAt === undefined ? [release] : [];
}

async function goOn(context: Context, lounge: Lounge, release: Release): Promise<ShipOutput> {
  const shipping = await reopenRelease(context, lounge, release);
  if (release.rollbackOf !== undefined) return { release: await finishRelease(shipping, rollbackSteps(release)) };
  return await concludeShipping(shipping, await finishRelease(shipping, shipSteps));
}
