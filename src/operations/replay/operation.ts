import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { RuleTrace, VerdictChange, VerdictKind } from '../../domain/verdict.ts';
import { defineOperation } from '../define-operation.ts';
import { presentRule } from './present-rule.ts';

const say = defineMessages({
  change: { en: '{seconds} s  {verdict} {reason}', ko: '{seconds}초  {verdict} {reason}' },
  final: { en: '{verdict} {reason} at {at} ms: {message}', ko: '{at}ms에 {verdict} {reason}: {message}' },
  next: { en: 'next: {next}', ko: '다음: {next}' },
  receipts: { en: 'receipts: {receipts}', ko: '영수증: {receipts}' },
});

export const ReplayOutput = z.object({
  verdict: VerdictKind,
  reason: z.string(),
  at: z.number(),
  message: z.string(),
  next: z.string(),
  receipts: z.array(z.string()),
  changes: z.array(VerdictChange),
  rules: z.array(RuleTrace).optional(),
});
export type ReplayOutput = z.infer<typeof ReplayOutput>;

export const ReplayInput = z.object({ timeline: z.string(), at: z.number().optional() });
export type ReplayInput = z.infer<typeof ReplayInput>;

export const replayOperation = defineOperation({
  name: 'replay',
  effect: 'read',
  positionals: ['timeline'],
  fields: {
    timeline: {
      en: 'a recording (.ndjson), or the id of a release of this lounge',
      ko: '기록 파일(.ndjson) 또는 이 라운지의 릴리스 ID',
    },
    at: {
      en: 'the state at this moment (ms since the push), with every rule and why',
      ko: '그 순간(푸시 이후 ms)의 상태와 모든 규칙의 이유',
    },
  },
  input: ReplayInput,
  output: ReplayOutput,
  examples: [
    'lounge replay release.ndjson',
    'lounge replay release.ndjson --at 4000',
    'lounge replay hello-production-v202601021530 --json',
  ],
  run: async (context, input) => await (await import('./replay-recording.ts')).replayRecording(context, input),
  present: (output, language) => [
    ...output.changes.map((change) =>
      say(language, 'change', { ...change, seconds: (change.at / 1000).toFixed(1).padStart(7) }),
    ),
    ...(output.rules ?? []).map((rule) => presentRule(rule, language)),
    say(language, 'final', output),
    ...(output.next === '' ? [] : [say(language, 'next', output)]),
    ...(output.receipts.length === 0
      ? []
      : [say(language, 'receipts', { receipts: output.receipts.map((receipt) => receipt.slice(0, 16)) })]),
  ],
  outcome: ({ verdict }) => (verdict === 'PASS' ? 'good' : verdict === 'FAIL' ? 'failed' : 'unproved'),
});
