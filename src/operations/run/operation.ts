import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { buildImage } from '../build/build-image.ts';
import type { Context } from '../context.ts';
import { defineOperation } from '../define-operation.ts';
import { readServiceAt } from '../read-service.ts';

const say = defineMessages({
  listening: {
    en: '{service} answers at {url}; {path} says {status} {body}. Ctrl-C ends it.',
    ko: '{service} 주소: {url}. {path} 응답 {status} {body}. Ctrl-C로 종료.',
  },
  notHealthy: {
    en: '{service} listens at {url}, but {path} says {problem}',
    ko: '{service}가 {url}에서 듣고 있지만 {path} 응답은 {problem}',
  },
  ended: { en: '{service} ended with {exitCode}', ko: '{service} 종료 코드 {exitCode}' },
});

const TAG = 'v000000000000';
const RunOutput = z.object({
  service: z.string(),
  exitCode: z.number(),
  url: z.string().optional(),
  healthy: z.boolean(),
});

export const runOperation = defineOperation({
  name: 'run',
  summary: {
    en: 'Run the built image of a service on this machine, as its pod would run',
    ko: '서비스 이미지를 이 컴퓨터에서 파드처럼 실행',
  },
  effect: 'local',
  roles: ['human', 'developer', 'qa'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    revision: { en: 'the commit to run', ko: '실행할 커밋' },
    check: { en: 'end as soon as the health path has answered', ko: '헬스 경로가 응답하면 바로 종료' },
  },
  input: z.object({ service: z.string(), revision: z.string().default('HEAD'), check: z.boolean().default(false) }),
  output: RunOutput,
  examples: ['lounge run hello', 'lounge run hello --check --json'],
  run: async (context, input) => await runService(context, input),
  present: (output, language) => [say(language, 'ended', output)],
  outcome: ({ healthy }) => (healthy ? 'good' : 'failed'),
});

async function runService(
  context: Context,
  input: { service: string; revision: string; check: boolean },
): Promise<z.infer<typeof RunOutput>> {
  const lounge = await context.lounge();
  const commit = await (await lounge.repository()).resolve(input.revision);
  if (commit === undefined) throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: input.revision.slice(0, 80) });
  const spec = await readServiceAt(lounge, commit, input.service);
  const folder = `.lounge/builds/run-${input.service}-${context.machine.pid}`;
  const layoutFolder = `${lounge.workspace.root}/${folder}`;
  try {
    await buildImage(context, lounge, { commit, service: input.service, tag: TAG, outputFolder: layoutFolder });
    const values = await lounge.environmentValues();
    const secrets = Object.values(spec.secrets)
      .flat()
      .flatMap((name) => (values.has(name) ? [[name, values.get(name) ?? '']] : []));
    return await follow(context, input, {
      layoutFolder,
      port: spec.port,
      path: spec.health.path,
      environment: Object.fromEntries(secrets),
    });
  } finally {
    await lounge.workspace.remove(folder);
  }
}

interface Running {
  readonly layoutFolder: string;
  readonly port: number;
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function follow(
  context: Context,
  input: { service: string; check: boolean },
  running: Running,
): Promise<z.infer<typeof RunOutput>> {
  const enough = new AbortController();
  let url: string | undefined;
  let healthy = false;
  const runner = await context.runner();
  const { exitCode } = await runner.run({
    layoutFolder: running.layoutFolder,
    environment: running.environment,
    port: running.port,
    signal: AbortSignal.any([context.signal, enough.signal]),
    onLine: (line) => context.progress({ kind: 'output', line }),
    onListening: (address) => {
      url = address;
      void context.web.get(`${address}${running.path}`).then((answer) => {
        healthy = 'status' in answer && answer.status >= 200 && answer.status < 300;
        const facts = { service: input.service, url: address, path: running.path };
        const text =
          'status' in answer
            ? say(context.language, 'listening', { ...facts, status: answer.status, body: answer.body.slice(0, 100) })
            : say(context.language, 'notHealthy', { ...facts, problem: answer.error });
        context.progress({ kind: 'note', text });
        if (input.check) enough.abort();
      });
    },
  });
  return { service: input.service, exitCode, ...(url === undefined ? {} : { url }), healthy };
}
