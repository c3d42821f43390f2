import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  approved: {
    en: '{release} ({image}) is approved for {environment} by {by}, {at}: commit {commit}',
    ko: '{release}({image})을(를) {environment}에 올리는 것을 {by}이(가) {at}에 승인했습니다. 커밋 {commit}',
  },
  already: {
    en: '{release} was approved for {environment} by {by}, {at}: commit {commit}',
    ko: '{release}은(는) 이미 {by}이(가) {at}에 {environment}용으로 승인했습니다. 커밋 {commit}',
  },
  next: {
    en: 'Next: lounge promote {service} --from {from} --to {environment}',
    ko: '다음: lounge promote {service} --from {from} --to {environment}',
  },
});

export const ApproveInput = z.object({ service: z.string(), to: z.string(), from: z.string().optional() });
export type ApproveInput = z.infer<typeof ApproveInput>;

export const ApproveOutput = z.object({
  release: Release,
  image: z.string(),
  environment: z.string(),
  approval: z.object({ by: z.string(), at: z.number(), commit: z.string() }),
  /** It was approved before; nothing was written. */
  already: z.boolean(),
});
export type ApproveOutput = z.infer<typeof ApproveOutput>;

export const approveOperation = defineOperation({
  name: 'approve',
  effect: 'release',
  roles: ['human'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service whose running release is approved', ko: '지금 도는 릴리스를 승인할 서비스' },
    to: { en: 'the environment that it may be promoted to', ko: '승격을 허락할 환경' },
    from: {
      en: 'where it passed (the environment before it in lounge.yaml when left out)',
      ko: '통과한 환경(생략하면 lounge.yaml에서 바로 앞의 환경)',
    },
  },
  input: ApproveInput,
  output: ApproveOutput,
  examples: ['lounge approve hello --to production', 'lounge approve hello --from staging --to production --json'],
  run: async (context, input) => await (await import('./approve-release.ts')).approveRelease(context, input),
  present: ({ release, image, environment, approval, already }, language) => [
    say(language, already ? 'already' : 'approved', {
      release: release.id,
      image,
      environment,
      by: approval.by,
      at: new Date(approval.at).toISOString(),
      commit: approval.commit.slice(0, 8),
    }),
    say(language, 'next', { service: release.service, from: release.environment, environment }),
  ],
});
