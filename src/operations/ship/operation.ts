import { z } from 'zod';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';
import { presentShip } from './present-ship.ts';

export const ShipInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  task: z.string().max(200).optional(),
  dryRun: z.boolean().default(false),
});
export type ShipInput = z.infer<typeof ShipInput>;

export const ShipPlan = z.object({
  tag: z.string(),
  files: z.array(z.string()),
  message: z.string(),
  render: z.string(),
  findings: z.number(),
});
export type ShipPlan = z.infer<typeof ShipPlan>;

export const ShipOutput = z.object({
  release: Release.optional(),
  image: z.string().optional(),
  url: z.string().optional(),
  /** The release that the failed one was rolled back to. */
  rollback: Release.optional(),
  plan: ShipPlan.optional(),
});
export type ShipOutput = z.infer<typeof ShipOutput>;

export const shipOperation = defineOperation({
  name: 'ship',
  effect: 'release',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service to release', ko: '배포할 서비스' },
    environment: {
      en: 'an environment of lounge.yaml (the first one when left out)',
      ko: 'lounge.yaml의 환경(생략하면 첫 번째 환경)',
    },
    task: { en: 'the task that this release belongs to', ko: '이 릴리스가 속한 작업' },
    dryRun: {
      en: 'show what would happen: files, render, tag, commit message',
      ko: '무엇이 일어날지만 보기: 파일, 렌더, 태그, 커밋 메시지',
    },
  },
  input: ShipInput,
  output: ShipOutput,
  examples: ['lounge ship hello', 'lounge ship hello --environment production --json', 'lounge ship hello --dry-run'],
  run: async (context, input) => await (await import('./ship.ts')).ship(context, input),
  present: presentShip,
  outcome: ({ plan, release }) => {
    if (plan !== undefined || release?.verdict?.verdict === 'PASS') return 'good';
    return release?.verdict?.verdict === 'FAIL' ? 'failed' : 'unproved';
  },
});
