import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  row: { en: '{mark} {name}  {detail}', ko: '{mark} {name}  {detail}' },
  fix: { en: '    {fix}', ko: '    {fix}' },
});

export const Finding = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'error']),
  detail: z.string(),
  fix: z.string().optional(),
});
export type DoctorFinding = z.infer<typeof Finding>;

export const DoctorInput = z.object({ permissions: z.boolean().default(false), probe: z.boolean().default(false) });
export type DoctorInput = z.infer<typeof DoctorInput>;

export const doctorOperation = defineOperation({
  name: 'doctor',
  effect: 'read',
  fields: {
    permissions: {
      en: 'only what each role can do on each cluster; fails on more than needed',
      ko: '클러스터에서 역할마다 할 수 있는 일만 보기(필요 이상이면 실패)',
    },
    probe: {
      en: 'also let the nodes pull an image, by a pod that is removed again',
      ko: '노드가 이미지를 가져오는지 점검용 파드로 확인(끝나면 지움)',
    },
  },
  input: DoctorInput,
  output: z.object({ findings: z.array(Finding) }),
  examples: ['lounge doctor', 'lounge doctor --permissions', 'lounge doctor --probe', 'lounge doctor --json'],
  run: async (context, input) => ({ findings: [...(await (await import('./examine.ts')).examine(context, input))] }),
  present: ({ findings }, language) =>
    findings.flatMap((finding) => [
      say(language, 'row', { ...finding, mark: MARK[finding.state], name: finding.name.padEnd(12) }),
      ...(finding.fix === undefined ? [] : finding.fix.split('\n').map((fix) => say(language, 'fix', { fix }))),
    ]),
  outcome: ({ findings }) => (findings.some((finding) => finding.state === 'error') ? 'failed' : 'good'),
});

const MARK = { ok: '✓', warning: '!', error: '✗' } as const;
