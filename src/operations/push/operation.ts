import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  pushed: { en: 'pushed {image}', ko: '푸시함: {image}' },
  next: { en: 'Next: lounge bump {service} {tag}', ko: '다음: lounge bump {service} {tag}' },
  plan: {
    en: 'Would push {folder} as {tag}. Nothing was changed.',
    ko: '{folder}을(를) {tag}(으)로 푸시할 것입니다. 아무것도 바꾸지 않았습니다.',
  },
});

export const PushOutput = z.object({
  service: z.string(),
  tag: z.string(),
  image: z.string().optional(),
  digest: z.string().optional(),
  folder: z.string(),
  dryRun: z.boolean(),
});
export type PushOutput = z.infer<typeof PushOutput>;

export const PushInput = z.object({
  service: z.string(),
  tag: z.string().optional(),
  dryRun: z.boolean().default(false),
});
export type PushInput = z.infer<typeof PushInput>;

export const pushOperation = defineOperation({
  name: 'push',
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    tag: { en: 'the tag (the next free one when left out)', ko: '태그(생략하면 다음 빈 태그)' },
    dryRun: { en: 'only say what would be pushed', ko: '무엇을 푸시할지만 보기' },
  },
  input: PushInput,
  output: PushOutput,
  examples: ['lounge push hello', 'lounge push hello --tag v202601021530'],
  run: async (context, input) => await (await import('./push-built.ts')).pushBuilt(context, input),
  present: (output, language) =>
    output.dryRun
      ? [say(language, 'plan', output)]
      : [say(language, 'pushed', { image: output.image }), say(language, 'next', output)],
});
