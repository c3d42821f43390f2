import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  none: { en: '{service} has no pods in {namespace}.', ko: '{namespace}에 {service}의 파드가 없습니다.' },
});

/** At most this many lines are given. */
export const MOST_LINES = 5000;

export const LogLine = z.object({ pod: z.string(), container: z.string(), time: z.string(), line: z.string() });
export type LogLine = z.infer<typeof LogLine>;
export const LogsInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  tail: z.number().int().min(1).max(MOST_LINES).default(100),
  previous: z.boolean().default(false),
  follow: z.boolean().default(false),
});
export type LogsInput = z.infer<typeof LogsInput>;
export const LogsOutput = z.object({
  service: z.string(),
  namespace: z.string(),
  pods: z.number(),
  lines: z.array(LogLine),
  truncated: z.boolean(),
});
export type LogsOutput = z.infer<typeof LogsOutput>;

export const logsOperation = defineOperation({
  name: 'logs',
  effect: 'read',
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    tail: { en: 'lines of each container', ko: '컨테이너마다 줄 수' },
    previous: { en: 'of the run before the last restart', ko: '마지막 재시작 이전의 로그' },
    follow: { en: 'follow until Ctrl-C; lines go to standard error', ko: 'Ctrl-C까지 따라가기(표준 오류로 출력)' },
  },
  input: LogsInput,
  output: LogsOutput,
  examples: ['lounge logs hello', 'lounge logs hello --previous --tail 20 --json', 'lounge logs hello --follow'],
  run: async (context, input) => await (await import('./read-logs.ts')).readLogs(context, input),
  present: (output, language) => {
    if (output.pods === 0) return [say(language, 'none', output)];
    return output.lines.map((line) => `${output.pods > 1 ? `${line.pod} ` : ''}${line.line}`);
  },
});
