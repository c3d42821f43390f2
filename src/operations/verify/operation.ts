import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  verdict: { en: '{verdict} {reason} — {release}', ko: '{verdict} {reason} — {release}' },
  next: { en: 'next: {next}', ko: '다음: {next}' },
  now: { en: 'now: {state}{problems}', ko: '지금: {state}{problems}' },
  fits: {
    en: '{events:event recorded|events recorded}, {receipts:receipt|receipts}, {verified} of them found in the recording; the replay gives {replayed}: {fits}',
    ko: '기록된 사건 {events}개, 영수증 {receipts}개 중 {verified}개를 기록에서 확인. 재생 결과 {replayed}: {fits}',
  },
  good: { en: 'good', ko: '정상' },
  degraded: { en: 'degraded', ko: '이상 있음' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
  yes: { en: 'they fit', ko: '일치함' },
  no: { en: 'THEY DO NOT FIT', ko: '일치하지 않음' },
});

export const VerifyInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  again: z.boolean().default(false),
  watch: z.boolean().default(false),
  receipts: z.boolean().default(false),
});
export type VerifyInput = z.infer<typeof VerifyInput>;
export const ReceiptCheck = z.object({
  /** Whether the recording replays to the verdict that was given, and holds every fact that the verdict names. */
  fits: z.boolean(),
  recorded: z.boolean(),
  events: z.number(),
  receipts: z.number(),
  verified: z.number(),
  replayed: z.string(),
});
export type ReceiptCheck = z.infer<typeof ReceiptCheck>;

export const VerifyOutput = z.object({
  release: Release,
  now: z.object({ state: z.enum(['good', 'degraded', 'unknown']), problems: z.array(z.string()) }),
  receipts: ReceiptCheck.optional(),
});
export type VerifyOutput = z.infer<typeof VerifyOutput>;

export const verifyOperation = defineOperation({
  name: 'verify',
  effect: 'read',
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    again: { en: 'observe and judge anew, even when the verdict is final', ko: '판정이 끝났어도 다시 관찰해 판정' },
    watch: { en: 'go on watching how it is, until Ctrl-C', ko: 'Ctrl-C까지 계속 지켜보기' },
    receipts: { en: 'check that recording, receipts and verdict still fit', ko: '기록, 영수증, 판정이 맞는지 확인' },
  },
  input: VerifyInput,
  output: VerifyOutput,
  examples: ['lounge verify hello', 'lounge verify hello --receipts', 'lounge verify hello --watch'],
  run: async (context, input) => await (await import('./verify-running.ts')).verifyRunning(context, input),
  present: ({ release, now, receipts }, language) => [
    say(language, 'verdict', {
      verdict: release.verdict?.verdict ?? '–',
      reason: release.verdict?.reason ?? '',
      release: release.id,
    }),
    ...(release.verdict === undefined ? [] : [release.verdict.message]),
    ...(release.verdict?.next ? [say(language, 'next', { next: release.verdict.next })] : []),
    say(language, 'now', {
      state: say(language, now.state),
      problems: now.problems.length === 0 ? '' : ` (${now.problems.join(', ')})`,
    }),
    ...(receipts === undefined
      ? []
      : [say(language, 'fits', { ...receipts, fits: say(language, receipts.fits ? 'yes' : 'no') })]),
  ],
  outcome: ({ release, receipts }) => {
    if (receipts?.fits === false) return 'failed';
    const verdict = release.verdict?.verdict;
    return verdict === 'PASS' ? 'good' : verdict === 'FAIL' ? 'failed' : 'unproved';
  },
});
