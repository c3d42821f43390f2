import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { presentBootstrap } from './present-bootstrap.ts';

export const BootstrapInput = z.object({
  environment: z.string().optional(),
  dryRun: z.boolean().default(false),
  print: z.boolean().default(false),
  remove: z.boolean().default(false),
  withServices: z.boolean().default(false),
});
export type BootstrapInput = z.infer<typeof BootstrapInput>;

const Difference = z.object({ field: z.string(), is: z.string(), shouldBe: z.string() });

export const BootstrapRow = z.object({
  part: z.string(),
  /** `Kind namespace/name` */
  object: z.string(),
  state: z.enum(['created', 'changed', 'unchanged', 'removed', 'kept']),
  differences: z.array(Difference),
  why: z.string().optional(),
});
export type BootstrapRow = z.infer<typeof BootstrapRow>;

export const EngineOutcome = z.object({ engine: z.string(), objects: z.array(BootstrapRow) });
export type EngineOutcome = z.infer<typeof EngineOutcome>;

export const BootstrapOutput = z.object({
  mode: z.enum(['install', 'dry-run', 'print', 'remove']),
  engines: z.array(EngineOutcome),
  yaml: z.string().optional(),
});
export type BootstrapOutput = z.infer<typeof BootstrapOutput>;

export const bootstrapOperation = defineOperation({
  name: 'bootstrap',
  effect: 'release',
  roles: ['human'],
  fields: {
    environment: {
      en: 'the engine of this environment (every engine of lounge.yaml when left out)',
      ko: '이 환경의 엔진(생략하면 lounge.yaml의 모든 엔진)',
    },
    dryRun: { en: 'show the differences of each object, change nothing', ko: '객체마다 차이만 보기(변경 없음)' },
    print: {
      en: 'print the YAML for somebody else to apply; values of Secrets are placeholders',
      ko: '다른 사람이 적용할 YAML 출력(비밀 값은 자리표시자)',
    },
    remove: { en: 'take away what bootstrap made, and nothing else', ko: 'bootstrap이 만든 것만 지우기' },
    withServices: {
      en: 'with --remove: take running services down as well',
      ko: '--remove와 함께: 도는 서비스도 내리기',
    },
  },
  input: BootstrapInput,
  output: BootstrapOutput,
  examples: ['lounge bootstrap', 'lounge bootstrap --environment production --dry-run', 'lounge bootstrap --print'],
  run: async (context, input) => await (await import('./bootstrap.ts')).bootstrap(context, input),
  present: presentBootstrap,
});
