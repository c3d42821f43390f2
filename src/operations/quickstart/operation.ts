import { z } from 'zod';
import { ReleaseVerdict } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';
import { presentQuickstart } from './present-quickstart.ts';

export const QuickstartInput = z.object({
  folder: z.string().default('quickstart'),
  template: z.string().default('node'),
  service: z.string().default('hello'),
  break: z.boolean().default(true),
  ci: z.boolean().default(false),
});
export type QuickstartInput = z.infer<typeof QuickstartInput>;

export const QuickstartOutput = z.object({
  folder: z.string(),
  service: z.string(),
  namespace: z.string(),
  kubeconfig: z.string(),
  release: z.string(),
  tag: z.string(),
  verdict: ReleaseVerdict,
  url: z.string(),
  answer: z.object({ status: z.number(), body: z.string() }).optional(),
  problem: z.string().optional(),
  /** Milliseconds from the start to the first verdict. */
  milliseconds: z.number(),
  broken: z.object({ release: z.string(), verdict: ReleaseVerdict, rollback: ReleaseVerdict.optional() }).optional(),
  tornDown: z.boolean(),
});
export type QuickstartOutput = z.infer<typeof QuickstartOutput>;

export const quickstartOperation = defineOperation({
  name: 'quickstart',
  effect: 'local',
  roles: ['human'],
  positionals: ['folder'],
  fields: {
    folder: {
      en: 'where the lounge is made; run again, it goes on',
      ko: '라운지를 만들 폴더. 다시 실행하면 이어서 진행',
    },
    template: { en: 'template of the service (lounge new --list)', ko: '서비스 템플릿(lounge new --list)' },
    service: { en: 'name of the service', ko: '서비스 이름' },
    break: {
      en: 'also ship a broken version and see it fail (--no-break leaves it out)',
      ko: '고장 난 버전도 배포해 실패를 보기(--no-break로 생략)',
    },
    ci: {
      en: 'tear everything down at the end; the exit code is the verdict',
      ko: '끝나면 모두 정리하고 판정을 종료 코드로',
    },
  },
  input: QuickstartInput,
  output: QuickstartOutput,
  examples: ['lounge quickstart', 'lounge quickstart my-lounge --no-break', 'lounge quickstart --ci --json'],
  run: async (context, input) => await (await import('./quickstart.ts')).quickstart(context, input),
  present: presentQuickstart,
  outcome: ({ verdict, answer, broken }) => {
    const brokenWasCaught =
      broken === undefined || (broken.verdict.verdict === 'FAIL' && broken.rollback?.verdict === 'PASS');
    if (verdict.verdict === 'PASS' && answer?.status === 200 && brokenWasCaught) return 'good';
    return verdict.verdict === 'UNVERIFIED' ? 'unproved' : 'failed';
  },
});
