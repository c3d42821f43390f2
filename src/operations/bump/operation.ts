import { z } from 'zod';
import { Digest, ReleaseTag } from '../../domain/names.ts';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const BumpOutput = z.object({
  files: z.array(z.string()),
  before: z.string().optional(),
  after: z.string(),
  render: z.string(),
  dryRun: z.boolean(),
});
export type BumpOutput = z.infer<typeof BumpOutput>;

export const BumpInput = z.object({
  service: z.string(),
  tag: ReleaseTag.optional(),
  digest: Digest.optional(),
  environment: z.string().optional(),
  dryRun: z.boolean().default(false),
});
export type BumpInput = z.infer<typeof BumpInput>;

export const bumpOperation = defineOperation({
  name: 'bump',
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service', 'tag'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    tag: {
      en: 'a tag that is in the registry (none for a service that runs an image of others: service.yaml names it)',
      ko: '레지스트리에 있는 태그(남의 이미지를 실행하는 서비스는 service.yaml에 있으므로 생략)',
    },
    digest: {
      en: 'what the tag must name (read from the registry when left out)',
      ko: '태그가 가리켜야 하는 것(생략하면 레지스트리에서 읽음)',
    },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    dryRun: { en: 'only show what would change', ko: '무엇이 바뀔지만 보기' },
  },
  input: BumpInput,
  output: BumpOutput,
  examples: ['lounge bump hello v202601021530', 'lounge bump hello v202601021530 --dry-run'],
  run: async (context, input) => await (await import('./bump-service.ts')).bumpService(context, input),
  present: (output, language) => [
    say(language, output.dryRun ? 'plan' : 'done', {
      files: output.files,
      before: output.before ?? say(language, 'nothing'),
      after: output.after,
    }),
    ...output.render.split('\n').map((line) => `  ${line}`),
  ],
});
