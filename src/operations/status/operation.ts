import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  none: {
    en: 'No services yet. `lounge new hello` makes one.',
    ko: '아직 서비스가 없습니다. `lounge new hello`로 만드세요.',
  },
  service: { en: '{service} ({environment})', ko: '{service} ({environment})' },
  verdict: { en: '  verdict   {verdict} {reason} of {release}', ko: '  판정      {release}: {verdict} {reason}' },
  noRelease: { en: '  verdict   no release yet', ko: '  판정      아직 릴리스 없음' },
  now: {
    en: '  now       {state}: {ready}/{total} pods ready{problems}',
    ko: '  지금      {state}: 준비된 파드 {ready}/{total}{problems}',
  },
  application: {
    en: '  argo cd   {application}: {sync}, {health}, at {revision}{message}',
    ko: '  argo cd   {application}: {sync}, {health}, 커밋 {revision}{message}',
  },
  endpoint: { en: '  endpoint  {path} answers {answer}', ko: '  엔드포인트 {path} 응답 {answer}' },
  promoted: { en: '  from      {release}{approval}', ko: '  원본      {release}{approval}' },
  approvedBy: { en: ', approved by {by}', ko: ', {by} 승인' },
  good: { en: 'good', ko: '정상' },
  degraded: { en: 'degraded', ko: '이상 있음' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
  pod: {
    en: '  pod       {name} {phase}{waiting}, {restarts:restart|restarts}',
    ko: '  파드      {name} {phase}{waiting}, 재시작 {restarts}회',
  },
  log: { en: '  log       {line}', ko: '  로그      {line}' },
  url: { en: '  url       {url}', ko: '  주소      {url}' },
  open: { en: '  open      {release} was interrupted: lounge resume', ko: '  중단됨    {release}: lounge resume' },
  todo: { en: '  to do     {todo}', ko: '  할 일     {todo}' },
  todoVerify: {
    en: 'lounge verify {service} --environment {environment}',
    ko: 'lounge verify {service} --environment {environment}',
  },
  todoShip: {
    en: 'lounge ship {service} --environment {environment}',
    ko: 'lounge ship {service} --environment {environment}',
  },
  todoLook: {
    en: 'lounge explain {problem}; lounge logs {service} --environment {environment}; lounge rollback {service} --environment {environment}',
    ko: 'lounge explain {problem}; lounge logs {service} --environment {environment}; lounge rollback {service} --environment {environment}',
  },
});

const Pod = z.object({
  name: z.string(),
  phase: z.string(),
  ready: z.boolean(),
  restarts: z.number(),
  digest: z.string(),
  waiting: z.string().optional(),
});
const Now = z.object({
  state: z.enum(['good', 'degraded', 'unknown']),
  sync: z.string(),
  health: z.string(),
  /** The commit that Argo CD compared last. */
  revision: z.string().optional(),
  /** What Argo CD says is wrong. */
  message: z.string().optional(),
  /** HTTP status of the health path, or what the API server said instead. */
  endpoint: z.union([z.number(), z.string()]).optional(),
  pods: z.array(Pod),
  problems: z.array(z.string()),
});
export const StatusRow = z.object({
  service: z.string(),
  environment: z.string(),
  application: z.string(),
  healthPath: z.string(),
  /** Its `verdict` is final; `now` is how it is at this moment. */
  release: Release.optional(),
  now: Now,
  lastLines: z.array(z.string()),
  url: z.string().optional(),
  interrupted: z.string().optional(),
});
export type StatusRow = z.infer<typeof StatusRow>;

export const StatusInput = z.object({ service: z.string().optional(), environment: z.string().optional() });
export type StatusInput = z.infer<typeof StatusInput>;

export const StatusOutput = z.object({ services: z.array(StatusRow) });
export type StatusOutput = z.infer<typeof StatusOutput>;

export const statusOperation = defineOperation({
  name: 'status',
  effect: 'read',
  positionals: ['service'],
  fields: {
    service: { en: 'only this service', ko: '이 서비스만' },
    environment: {
      en: 'only this environment (every one that something runs in when left out)',
      ko: '이 환경만(생략하면 무엇인가 도는 모든 환경)',
    },
  },
  input: StatusInput,
  output: StatusOutput,
  examples: ['lounge status', 'lounge status hello --environment production --json'],
  run: async (context, input) => await (await import('./show-status.ts')).showStatus(context, input),
  present: ({ services }, language) =>
    services.length === 0 ? [say(language, 'none')] : services.flatMap((row) => presentRow(row, language)),
  outcome: ({ services }) => {
    if (services.some((row) => row.now.state === 'degraded')) return 'failed';
    return services.some((row) => row.release !== undefined && row.now.state === 'unknown') ? 'unproved' : 'good';
  },
});

function presentRow(row: StatusRow, language: Language): string[] {
  const { release, now } = row;
  if (release === undefined)
    return [
      say(language, 'service', row),
      say(language, 'noRelease'),
      say(language, 'todo', { todo: say(language, 'todoShip', row) }),
    ];
  const problems = now.problems.length === 0 ? '' : ` (${now.problems.join(', ')})`;
  return [
    say(language, 'service', row),
    say(language, 'verdict', {
      verdict: release.verdict?.verdict ?? '–',
      reason: release.verdict?.reason ?? '',
      release: release.id,
    }),
    ...promotedLine(release, language),
    say(language, 'now', {
      ...now,
      state: say(language, now.state),
      ready: now.pods.filter((pod) => pod.ready).length,
      total: now.pods.length,
      problems,
    }),
    ...applicationLine(row, language),
    ...now.pods.map((pod) =>
      say(language, 'pod', { ...pod, waiting: pod.waiting === undefined ? '' : ` ${pod.waiting}` }),
    ),
    ...row.lastLines.map((line) => say(language, 'log', { line: line.slice(0, 200) })),
    ...(now.endpoint === undefined
      ? []
      : [say(language, 'endpoint', { path: row.healthPath, answer: String(now.endpoint).slice(0, 200) })]),
    ...(row.url === undefined ? [] : [say(language, 'url', { url: row.url })]),
    ...(row.interrupted === undefined ? [] : [say(language, 'open', { release: row.interrupted })]),
    ...todo(row, language),
  ];
}

function promotedLine({ promotedFrom, approval }: Release, language: Language): string[] {
  if (promotedFrom === undefined) return [];
  const approved = approval === undefined ? '' : say(language, 'approvedBy', { by: approval.by });
  return [say(language, 'promoted', { release: promotedFrom.release, approval: approved })];
}

function applicationLine({ application, now }: StatusRow, language: Language): string[] {
  const { sync, health, revision = '–', message } = now;
  const facts = { application, sync, health, revision: revision.slice(0, 8) };
  return [say(language, 'application', { ...facts, message: message === undefined ? '' : ` (${message})` })];
}

function todo({ service, environment, release, now }: StatusRow, language: Language): string[] {
  const facts = { service, environment, problem: now.problems[0] ?? '' };
  const tell = (text: 'todoShip' | 'todoVerify' | 'todoLook') => [
    say(language, 'todo', { todo: say(language, text, facts) }),
  ];
  // Rolled back to nothing: there is no image that could be judged.
  if (release?.digest === undefined) return tell('todoShip');
  if (release.verdict === undefined) return tell('todoVerify');
  return now.state === 'good' ? [] : tell('todoLook');
}
