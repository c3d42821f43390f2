import { z } from 'zod';
import { LANGUAGES } from '../../domain/language.ts';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';
import { localEngineTexts } from '../../domain/messages/local-engine.ts';

export const InitInput = z.object({
  folder: z.string().default('.'),
  name: z.string().optional(),
  language: z.enum(LANGUAGES).optional(),
  namespace: z.string().optional(),
  registry: z.string().optional(),
  repository: z.string().optional(),
  branch: z.string().default('main'),
  domain: z.string().optional(),
  timeZone: z.string().optional(),
  environment: z.array(z.string()).default([]),
  context: z.string().optional(),
  kubeconfig: z.string().optional(),
  argocdNamespace: z.string().optional(),
  soakSeconds: z.number().int().min(0).max(3600).optional(),
  dryRun: z.boolean().default(false),
});
export type InitInput = z.infer<typeof InitInput>;

export const InitOutput = z.object({
  name: z.string(),
  folder: z.string(),
  files: z.array(z.string()),
  commit: z.string().optional(),
  pushed: z.boolean(),
  dryRun: z.boolean(),
  /** A cluster that has to be bootstrapped first. */
  cluster: z.boolean().default(false),
});
export type InitOutput = z.infer<typeof InitOutput>;

export const initOperation = defineOperation({
  name: 'init',
  effect: 'local',
  roles: ['human'],
  positionals: ['folder'],
  fields: {
    folder: { en: 'where (made when it is missing)', ko: '만들 폴더(없으면 만듦)' },
    name: { en: 'name of the lounge (the folder’s name when left out)', ko: '라운지 이름(생략하면 폴더 이름)' },
    language: { en: 'language of the guide and of messages', ko: '안내서와 메시지의 언어' },
    namespace: { en: 'the one namespace that services live in', ko: '서비스가 사는 유일한 네임스페이스' },
    registry: localEngineTexts.registryField,
    repository: localEngineTexts.repositoryField,
    branch: { en: 'the branch that is released from', ko: '릴리스하는 브랜치' },
    domain: { en: 'services are published as <service>.<domain>', ko: '서비스는 <service>.<domain>으로 공개' },
    timeZone: { en: 'time zone of release tags, like Asia/Seoul', ko: '릴리스 태그의 시간대(예: Asia/Seoul)' },
    environment: {
      en: 'an environment (repeatable; production when left out)',
      ko: '환경(여러 번 쓸 수 있음, 생략하면 production)',
    },
    context: localEngineTexts.contextField,
    kubeconfig: { en: 'path of that kubeconfig (the usual places when left out)', ko: '그 kubeconfig의 경로' },
    argocdNamespace: {
      en: 'namespace of Argo CD there (argocd when left out)',
      ko: '그곳의 Argo CD 네임스페이스(생략하면 argocd)',
    },
    soakSeconds: {
      en: 'how long a release must stay good before it passes',
      ko: '릴리스가 통과하기 전에 정상으로 유지되어야 하는 시간(초)',
    },
    dryRun: { en: 'only list the files', ko: '파일 목록만 보기' },
  },
  input: InitInput,
  output: InitOutput,
  examples: [
    'lounge init my-lounge',
    'lounge init . --context prod --registry registry.example.com --repository git@git.example.com:team/lounge.git --domain example.com',
  ],
  run: async (context, input) => await (await import('./initialize.ts')).initialize(context, input),
  present: (output, language) => {
    if (output.dryRun) return [say(language, 'plan', { folder: output.folder, files: output.files })];
    return [
      say(language, 'made', { name: output.name, folder: output.folder }),
      say(language, output.cluster ? 'nextCluster' : 'next', { folder: quoted(output.folder) }),
    ];
  },
});

/** As a shell takes it in one word. */
function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
