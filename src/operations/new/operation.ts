import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const NewInput = z.object({
  service: z.string().optional(),
  template: z.string().default('node'),
  from: z.string().optional(),
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
    'lounge new --list',
  ],
  asks: ({ service, list, from }) => {
    if (service !== undefined || list === true) return [];
    return from === undefined ? ['service', 'template'] : ['service'];
  },
  run: async (context, input) => await (await import('./new-service.ts')).newService(context, input),
  present: (output, language) => {
    if (output.templates)
      return output.templates.map((template) =>
        say(language, 'templates', { name: template.name.padEnd(12), title: template.title[language] }),
      );
    if (output.dryRun) return [say(language, 'plan'), ...output.files.map((file) => `  ${file}`)];
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
