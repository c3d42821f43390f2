import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { ReleaseTag } from '../../domain/names.ts';
import { defineOperation } from '../define-operation.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { planBump } from './plan-bump.ts';

const say = defineMessages({
  done: {
    en: 'wrote {files}: {before} → {after}. Commit and push it to release by hand.',
    ko: '{files} 작성: {before} → {after}. 손으로 릴리스하려면 커밋하고 푸시하세요.',
  },
  plan: { en: 'Would write {files}: {before} → {after}', ko: '{files}에 쓸 것: {before} → {after}' },
  nothing: { en: 'nothing', ko: '없음' },
});

const BumpOutput = z.object({
  files: z.array(z.string()),
  before: z.string().optional(),
  after: z.string(),
  render: z.string(),
  dryRun: z.boolean(),
});

export const bumpOperation = defineOperation({
  name: 'bump',
  summary: {
    en: 'Pin a pushed image in the overlay, comments kept, proved by rendering',
    ko: '푸시된 이미지를 오버레이에 고정(주석 유지, 렌더로 확인)',
  },
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service', 'tag'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    tag: { en: 'a tag that is in the registry', ko: '레지스트리에 있는 태그' },
    environment: {
      en: 'the environment (the first one of lounge.yaml when left out)',
      ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
    },
    dryRun: { en: 'only show what would change', ko: '무엇이 바뀔지만 보기' },
  },
  input: z.object({
    service: z.string(),
    tag: ReleaseTag,
    environment: z.string().optional(),
    dryRun: z.boolean().default(false),
  }),
  output: BumpOutput,
  examples: ['lounge bump hello v202601021530', 'lounge bump hello v202601021530 --dry-run'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const environment = chooseEnvironment(lounge, input.environment);
    await readService(lounge, input.service);
    const image = await (await lounge.registry()).inspect(`${lounge.config.imagePrefix}/${input.service}`, input.tag);
    if (image === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image: `${input.service}:${input.tag}` });
    const { head } = await (await lounge.repository()).status();
    if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
    const plan = await planBump(context, lounge, {
      base: head,
      service: input.service,
      environment,
      tag: input.tag,
      digest: image.digest,
    });
    if (!input.dryRun)
      for (const change of plan.changes)
        if (change.content !== null) await lounge.workspace.write(change.path, change.content);
    return {
      files: plan.changes.map((change) => change.path),
      ...(plan.imageBefore === undefined ? {} : { before: plan.imageBefore }),
      after: plan.imageAfter,
      render: plan.renderDiff,
      dryRun: input.dryRun,
    };
  },
  present: (output, language) => [
    say(language, output.dryRun ? 'plan' : 'done', {
      files: output.files,
      before: output.before ?? say(language, 'nothing'),
      after: output.after,
    }),
    ...output.render.split('\n').map((line) => `  ${line}`),
  ],
});
