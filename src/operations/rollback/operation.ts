import { z } from 'zod';
import { Release } from '../../domain/release.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  plan: {
    en: 'Would revert {commit} ({release}). Nothing was changed.',
    ko: '{commit}({release})을(를) 되돌릴 것입니다. 아무것도 바꾸지 않았습니다.',
  },
  done: {
    en: '{verdict} {reason} — back to {tag} ({release})',
    ko: '{verdict} {reason} — {tag}(으)로 되돌림({release})',
  },
  gone: {
    en: '{release} is reverted; there was nothing before it.',
    ko: '{release}을(를) 되돌렸습니다. 그 이전 릴리스는 없습니다.',
  },
});

export const RollbackInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  dryRun: z.boolean().default(false),
});
export type RollbackInput = z.infer<typeof RollbackInput>;
export const RollbackOutput = z.object({ of: Release, release: Release.optional() });
export type RollbackOutput = z.infer<typeof RollbackOutput>;

export const rollbackOperation = defineOperation({
  name: 'rollback',
  effect: 'release',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    dryRun: { en: 'only say what would be reverted', ko: '무엇을 되돌릴지만 보기' },
  },
  input: RollbackInput,
  output: RollbackOutput,
  examples: ['lounge rollback hello', 'lounge rollback hello --dry-run'],
  run: async (context, input) => await (await import('./roll-back-running.ts')).rollBackRunning(context, input),
  present: ({ of, release }, language) => {
    if (release === undefined) return [say(language, 'plan', { commit: of.commit?.slice(0, 8), release: of.id })];
    if (release.digest === undefined) return [say(language, 'gone', { release: of.id })];
    return [
      say(language, 'done', {
        verdict: release.verdict?.verdict ?? '–',
        reason: release.verdict?.reason ?? '',
        tag: release.tag,
        release: release.id,
      }),
    ];
  },
  outcome: ({ release }) => {
    if (release?.verdict === undefined || release.verdict.verdict === 'PASS') return 'good';
    return release.verdict.verdict === 'FAIL' ? 'failed' : 'unproved';
  },
});
