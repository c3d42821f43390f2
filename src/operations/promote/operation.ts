import { z } from 'zod';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';
import { ShipOutput } from '../ship/operation.ts';
import { presentShip } from '../ship/present-ship.ts';
import { say } from './messages.ts';

export const PromoteInput = z.object({
  service: z.string(),
  to: z.string(),
  from: z.string().optional(),
  task: z.string().max(200).optional(),
  dryRun: z.boolean().default(false),
});
export type PromoteInput = z.infer<typeof PromoteInput>;

/** As of `ship`, and the release that was promoted. */
export const PromoteOutput = ShipOutput.extend({ source: Release });
export type PromoteOutput = z.infer<typeof PromoteOutput>;

export const promoteOperation = defineOperation({
  name: 'promote',
  effect: 'release',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    to: { en: 'the environment to promote to', ko: '승격할 환경' },
    from: {
      en: 'where it passed (the environment before it in lounge.yaml when left out)',
      ko: '통과한 환경(생략하면 lounge.yaml에서 바로 앞의 환경)',
    },
    task: { en: 'the task that this release belongs to', ko: '이 릴리스가 속한 작업' },
    dryRun: {
      en: 'show what would happen: files, render, tag, commit message',
      ko: '무엇이 일어날지만 보기: 파일, 렌더, 태그, 커밋 메시지',
    },
  },
  input: PromoteInput,
  output: PromoteOutput,
  examples: [
    'lounge promote hello --from staging --to production',
    'lounge promote hello --to production --dry-run',
    'lounge promote hello --from staging --to production --json',
  ],
  run: async (context, input) => await (await import('./promote.ts')).promote(context, input),
  present: (output, language) => [
    say(language, 'source', { release: output.source.id, environment: output.source.environment }),
    ...presentShip(output, language),
  ],
  outcome: ({ plan, release }) => {
    if (plan !== undefined || release?.verdict?.verdict === 'PASS') return 'good';
    return release?.verdict?.verdict === 'FAIL' ? 'failed' : 'unproved';
  },
});
