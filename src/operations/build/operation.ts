import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  built: {
    en: '{digest} by {builder}, {bytes} bytes, in {folder}',
    ko: '{digest}, 빌더 {builder}, {bytes}바이트, {folder}',
  },
  standIn: {
    en: 'stand-in: {standIn} (this image can never leave for a real registry)',
    ko: '대역: {standIn}(이 이미지는 실제 레지스트리로 나갈 수 없습니다)',
  },
  next: {
    en: 'Next: lounge run {service}, or lounge push {service}',
    ko: '다음: lounge run {service} 또는 lounge push {service}',
  },
});

export const BuildOutput = z.object({
  service: z.string(),
  tag: z.string(),
  digest: z.string(),
  bytes: z.number(),
  builder: z.string(),
  standIns: z.array(z.string()),
  folder: z.string(),
});
export type BuildOutput = z.infer<typeof BuildOutput>;

export const BuildInput = z.object({
  service: z.string(),
  tag: z.string().optional(),
  revision: z.string().default('HEAD'),
});
export type BuildInput = z.infer<typeof BuildInput>;

export const buildOperation = defineOperation({
  name: 'build',
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    tag: {
      en: 'the tag that goes into the image as its version (the next free one when left out)',
      ko: '이미지에 버전으로 들어갈 태그(생략하면 다음 빈 태그)',
    },
    revision: { en: 'the commit to build', ko: '빌드할 커밋' },
  },
  input: BuildInput,
  output: BuildOutput,
  examples: ['lounge build hello', 'lounge build hello --revision HEAD~1 --json'],
  run: async (context, input) => await (await import('./build-service.ts')).buildService(context, input),
  present: (output, language) => [
    say(language, 'built', output),
    ...output.standIns.map((standIn) => say(language, 'standIn', { standIn })),
    say(language, 'next', output),
  ],
});
