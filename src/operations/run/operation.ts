import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const RunInput = z.object({
  service: z.string(),
  revision: z.string().default('HEAD'),
  check: z.boolean().default(false),
});
export type RunInput = z.infer<typeof RunInput>;

export const RunOutput = z.object({
  service: z.string(),
  exitCode: z.number(),
  url: z.string().optional(),
  healthy: z.boolean(),
});
export type RunOutput = z.infer<typeof RunOutput>;

export const runOperation = defineOperation({
  name: 'run',
  effect: 'local',
  roles: ['human', 'developer', 'qa'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    revision: { en: 'the commit to run', ko: '실행할 커밋' },
    check: { en: 'end as soon as the health path has answered', ko: '헬스 경로가 응답하면 바로 종료' },
  },
  input: RunInput,
  output: RunOutput,
  examples: ['lounge run hello', 'lounge run hello --check --json'],
  run: async (context, input) => await (await import('./run-service.ts')).runService(context, input),
  present: (output, language) => [say(language, 'ended', output)],
  outcome: ({ healthy }) => (healthy ? 'good' : 'failed'),
});
