import { z } from 'zod';
import { namespaceOf } from '../../domain/lounge-config.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Context, Engine } from '../context.ts';
import { defineOperation } from '../define-operation.ts';
import { chooseEnvironment, readService } from '../read-service.ts';

const say = defineMessages({
  none: { en: '{service} has no pods in {namespace}.', ko: '{namespace}에 {service}의 파드가 없습니다.' },
});

const MOST_LINES = 5000;
const LogLine = z.object({ pod: z.string(), container: z.string(), time: z.string(), line: z.string() });
const LogsInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  tail: z.number().int().min(1).max(MOST_LINES).default(100),
  previous: z.boolean().default(false),
  follow: z.boolean().default(false),
});
const LogsOutput = z.object({
  service: z.string(),
  namespace: z.string(),
  pods: z.number(),
  lines: z.array(LogLine),
  truncated: z.boolean(),
});

export const logsOperation = defineOperation({
  name: 'logs',
  summary: { en: 'The last log lines of a service, of all its pods', ko: '서비스의 모든 파드에서 마지막 로그 보기' },
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
  run: async (context, input) => {
    const lounge = await context.lounge();
    const environment = chooseEnvironment(lounge, input.environment);
    await readService(lounge, input.service);
    const namespace = namespaceOf(lounge.config, environment);
    const engine = await lounge.engine(environment);
    const pods = await engine.cluster.list('Pod', namespace, { app: input.service });
    const lines = (
      await Promise.all(
        pods.flatMap((pod) =>
          containersOf(pod).map(
            async (container) => await readLines(context, engine, namespace, pod.metadata.name, container, input),
          ),
        ),
      )
    ).flat();
    const sorted = lines.toSorted((a, b) => (a.time < b.time ? -1 : 1));
    return {
      service: input.service,
      namespace,
      pods: pods.length,
      lines: sorted.slice(-MOST_LINES),
      truncated: sorted.length > MOST_LINES,
    };
  },
  present: (output, language) => {
    if (output.pods === 0) return [say(language, 'none', output)];
    return output.lines.map((line) => `${output.pods > 1 ? `${line.pod} ` : ''}${line.line}`);
  },
});

function containersOf(pod: ClusterObject): string[] {
  const spec = pod['spec'] as { containers?: { name?: unknown }[] } | undefined;
  return (spec?.containers ?? []).flatMap((container) => (typeof container.name === 'string' ? [container.name] : []));
}

async function readLines(
  context: Context,
  engine: Engine,
  namespace: string,
  pod: string,
  container: string,
  input: z.infer<typeof LogsInput>,
) {
  const lines: z.infer<typeof LogLine>[] = [];
  const options = {
    container,
    tailLines: input.tail,
    previous: input.previous,
    follow: input.follow,
    signal: context.signal,
  };
  await engine.cluster.logs(namespace, pod, options, ({ time, line }) => {
    if (input.follow) context.progress({ kind: 'output', line });
    else lines.push({ pod, container, time, line });
  });
  return lines;
}
