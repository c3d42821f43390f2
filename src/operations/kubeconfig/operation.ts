import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { AGENT_ROLES } from '../../engine/manifest/generate/roles/role-account.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  written: {
    en: '{file}: {account} on context {context}, until {expires}; only you can read it',
    ko: '{file}: {context} 컨텍스트의 {account}, {expires}까지 유효. 본인만 읽을 수 있음',
  },
  next: {
    en: 'Whoever ships: KUBECONFIG={file} lounge ship <service>. What it may do: lounge doctor --permissions',
    ko: '배포하는 쪽: KUBECONFIG={file} lounge ship <서비스>. 할 수 있는 일: lounge doctor --permissions',
  },
});

export const KubeconfigInput = z.object({
  role: z.enum(AGENT_ROLES),
  out: z.string().min(1),
  environment: z.string().optional(),
  hours: z.number().int().min(1).max(8760).default(12),
});
export type KubeconfigInput = z.infer<typeof KubeconfigInput>;

export const KubeconfigOutput = z.object({
  file: z.string(),
  /** namespace/name of the ServiceAccount. */
  account: z.string(),
  context: z.string(),
  /** RFC 3339. */
  expires: z.string(),
});
export type KubeconfigOutput = z.infer<typeof KubeconfigOutput>;

export const kubeconfigOperation = defineOperation({
  name: 'kubeconfig',
  effect: 'local',
  roles: ['human'],
  positionals: ['role'],
  fields: {
    role: { en: 'the role of the lounge that it is for', ko: '라운지의 어느 역할에게 줄 것인지' },
    out: { en: 'the file to write (mode 600)', ko: '쓸 파일(권한 600)' },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    hours: { en: 'how long its token is good', ko: '토큰의 유효 시간' },
  },
  input: KubeconfigInput,
  output: KubeconfigOutput,
  examples: [
    'lounge kubeconfig developer --out ~/developer.kubeconfig',
    'lounge kubeconfig qa --environment staging --hours 1 --out /run/qa.kubeconfig',
  ],
  run: async (context, input) => await (await import('./write-kubeconfig.ts')).writeKubeconfig(context, input),
  present: (output, language) => [say(language, 'written', output), say(language, 'next', output)],
});
