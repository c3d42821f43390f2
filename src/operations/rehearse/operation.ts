import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const RehearseOutput = z.object({
  service: z.string(),
  environment: z.string(),
  tree: z.string(),
  verdict: z.string(),
  reason: z.string(),
  message: z.string(),
  at: z.number(),
  reused: z.boolean(),
  namespace: z.string(),
});
export type RehearseOutput = z.infer<typeof RehearseOutput>;

export const RehearseInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  again: z.boolean().default(false),
});
export type RehearseInput = z.infer<typeof RehearseInput>;

export const rehearseOperation = defineOperation({
  name: 'rehearse',
  effect: 'local',
  roles: ['human', 'developer', 'qa'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    environment: { en: 'the environment whose overlay is rehearsed', ko: '리허설할 오버레이의 환경' },
    again: { en: 'rehearse even when this tree has a record', ko: '이 트리의 기록이 있어도 다시 리허설' },
  },
  input: RehearseInput,
  output: RehearseOutput,
  examples: ['lounge rehearse hello', 'lounge rehearse hello --again --json'],
  run: async (context, input) => await (await import('./rehearse-head.ts')).rehearseHead(context, input),
  present: (output, language) => [
    say(language, 'present', { ...output, tree: output.tree.slice(0, 8) }),
    output.message,
    ...(output.reused ? [say(language, 'reused', { at: new Date(output.at).toISOString() })] : []),
  ],
  outcome: ({ verdict }) => (verdict === 'PASS' ? 'good' : verdict === 'FAIL' ? 'failed' : 'unproved'),
});
