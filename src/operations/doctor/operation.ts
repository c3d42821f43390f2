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

export const doctorOperation = defineOperation({
  name: 'doctor',
  effect: 'read',
  fields: {},
  input: z.object({}),
  output: z.object({ findings: z.array(Finding) }),
  examples: ['lounge doctor', 'lounge doctor --json'],
  run: async (context) => ({ findings: [...(await (await import('./examine.ts')).examine(context))] }),
  present: ({ findings }, language) =>
    findings.flatMap((finding) => [
      say(language, 'row', { ...finding, mark: MARK[finding.state], name: finding.name.padEnd(12) }),
      ...(finding.fix === undefined ? [] : [say(language, 'fix', { fix: finding.fix })]),
    ]),
  outcome: ({ findings }) => (findings.some((finding) => finding.state === 'error') ? 'failed' : 'good'),
});

const MARK = { ok: '✓', warning: '!', error: '✗' } as const;
