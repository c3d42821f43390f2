import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const NewInput = z.object({
  service: z.string().optional(),
  template: z.string().default('node'),
  from: z.string().optional(),
  image: z.string().max(512).optional(),
  environment: z.array(z.string()).default([]),
  description: z.string().max(300).default(''),
  port: z.number().int().min(1).max(65535).optional(),
  replicas: z.number().int().min(1).max(100).default(1),
  commit: z.boolean().default(true),
  list: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});
export type NewInput = z.infer<typeof NewInput>;

export const NewOutput = z.object({
  templates: z.array(z.object({ name: z.string(), title: z.object({ en: z.string(), ko: z.string() }) })).optional(),
  service: z.string().optional(),
  template: z.string().optional(),
  from: z.string().optional(),
  /** The image of others that the service runs, pinned. */
  image: z.string().optional(),
  preset: z.string().optional(),
  /** Declared secrets that .env has no value for yet. */
  missingVariables: z.array(z.string()).optional(),
  /** Environments that overlays were added for. */
  environments: z.array(z.string()).optional(),
  /** The cluster does not know an environment's namespace yet: `lounge bootstrap`. */
  needsBootstrap: z.boolean().optional(),
  files: z.array(z.string()),
  commit: z.string().optional(),
  proposedDockerfile: z.object({ runtime: z.string(), reason: z.string() }).optional(),
  dryRun: z.boolean(),
});
export type NewOutput = z.infer<typeof NewOutput>;

export const newOperation = defineOperation({
  name: 'new',
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields: {
    service: { en: 'name of the service, a DNS label', ko: '서비스 이름(DNS 레이블)' },
    template: { en: 'a template (see --list)', ko: '템플릿(--list로 보기)' },
    from: { en: 'take in the code of this folder instead', ko: '템플릿 대신 이 폴더의 코드를 가져오기' },
    image: {
      en: 'run this image as it is, nothing is built: postgres, redis, nginx, or <registry>/<repository>:<tag>@<digest>',
      ko: '빌드 없이 이 이미지를 그대로 실행: postgres, redis, nginx 또는 <레지스트리>/<저장소>:<태그>@<다이제스트>',
    },
    environment: {
      en: 'overlays for this environment alone (repeatable); of a service that exists, or of all, those that are missing are added',
      ko: '이 환경의 오버레이만(여러 번 쓸 수 있음). 이미 있는 서비스(생략하면 모두)에는 빠진 것을 추가',
    },
    description: { en: 'what it does, one line', ko: '하는 일 한 줄' },
    port: { en: 'port that the container listens on', ko: '컨테이너가 듣는 포트' },
    replicas: { en: 'how many pods', ko: '파드 수' },
    commit: { en: 'commit the new files (--no-commit leaves them)', ko: '새 파일을 커밋(--no-commit이면 그대로 둠)' },
    list: { en: 'list the templates', ko: '템플릿 목록 보기' },
    dryRun: { en: 'only list the files', ko: '파일 목록만 보기' },
  },
  input: NewInput,
  output: NewOutput,
  examples: [
    'lounge new hello',
    'lounge new web --template node-web --description "our page"',
    'lounge new legacy --from ../old-code',
    'lounge new db --image postgres',
    'lounge new hello --environment staging',
    'lounge new --list',
  ],
  asks: ({ service, list, from, image, environment }) => {
    if (service !== undefined || list === true || environment !== undefined) return [];
    return from === undefined && image === undefined ? ['service', 'template'] : ['service'];
  },
  run: async (context, input) => await (await import('./new-service.ts')).newService(context, input),
  present: (output, language) => {
    if (output.templates)
      return output.templates.map((template) =>
        say(language, 'templates', { name: template.name.padEnd(12), title: template.title[language] }),
      );
    if (output.dryRun) return [say(language, 'plan'), ...output.files.map((file) => `  ${file}`)];
    if (output.environments !== undefined) return presentOverlays(output, language);
    if (output.image !== undefined) return presentImage(output, language);
    const facts = {
      service: output.service,
      template: output.template,
      folder: output.from,
      count: output.files.length,
      commit: output.commit?.slice(0, 8),
    };
    const made = output.commit === undefined ? 'madeUncommitted' : output.from === undefined ? 'made' : 'takenIn';
    return [
      say(language, made, facts),
      ...(output.proposedDockerfile ? [say(language, 'proposed', output.proposedDockerfile)] : []),
      say(language, 'next', { service: output.service }),
    ];
  },
});

function presentOverlays(
  { environments, service, files, commit, needsBootstrap }: NewOutput,
  language: Language,
): readonly string[] {
  const facts = { environments, files, commit: commit?.slice(0, 8) };
  return [
    say(language, commit === undefined ? 'overlaysUncommitted' : 'overlays', facts),
    ...(needsBootstrap === true ? [say(language, 'nextBootstrap', { environment: environments?.[0] })] : []),
    say(language, 'nextThere', { service: service ?? '<service>', environment: environments?.[0] }),
  ];
}

function presentImage(output: NewOutput, language: Language): readonly string[] {
  const { service, image, files, commit, missingVariables = [] } = output;
  const facts = { service, image, count: files.length, commit: commit?.slice(0, 8) };
  return [
    say(language, commit === undefined ? 'imageUncommitted' : 'image', facts),
    ...(output.preset === undefined ? [say(language, 'noPreset')] : []),
    ...(missingVariables.length === 0 ? [] : [say(language, 'variables', { names: missingVariables })]),
    say(language, 'next', { service }),
  ];
}
