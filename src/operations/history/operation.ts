import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { Release } from '../../domain/release.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  row: {
    en: '{at}  {tag}  {environment}  {verdict}  {commit}  {service}{note}',
    ko: '{at}  {tag}  {environment}  {verdict}  {commit}  {service}{note}',
  },
  none: { en: 'No release yet.', ko: '아직 릴리스가 없습니다.' },
  rollback: { en: '  (rollback of {of})', ko: '  ({of}의 되돌림)' },
  held: { en: '  (on hold)', ko: '  (보류)' },
  unknown: { en: 'not judged', ko: '판정 없음' },
  unreleased: { en: 'unreleased', ko: '릴리스 안 됨' },
  because: { en: '  ({code})', ko: '  ({code})' },
});

export const HistoryInput = z.object({
  service: z.string().optional(),
  environment: z.string().optional(),
  limit: z.number().int().min(1).max(1000).default(20),
});
export type HistoryInput = z.infer<typeof HistoryInput>;
export const HistoryOutput = z.object({ releases: z.array(Release) });
export type HistoryOutput = z.infer<typeof HistoryOutput>;

export const historyOperation = defineOperation({
  name: 'history',
  effect: 'read',
  positionals: ['service'],
  fields: {
    service: { en: 'only this service', ko: '이 서비스만' },
    environment: { en: 'only this environment', ko: '이 환경만' },
    limit: { en: 'at most this many', ko: '최대 개수' },
  },
  input: HistoryInput,
  output: HistoryOutput,
  examples: ['lounge history', 'lounge history hello --limit 5 --json'],
  run: async (context, input) => await (await import('./list-releases.ts')).listReleases(context, input),
  present: ({ releases }, language) => {
    if (releases.length === 0) return [say(language, 'none')];
    return releases.map((release) =>
      say(language, 'row', {
        at: new Date(release.startedAt).toISOString().slice(0, 16).replace('T', ' '),
        tag: release.tag,
        environment: release.environment,
        verdict: outcomeOf(release, language).padEnd(10),
        commit: release.commit?.slice(0, 8) ?? '–'.padEnd(8),
        service: release.service,
        note: noteOf(release, language),
      }),
    );
  },
});

/** Of a release that never left this machine there is nothing to judge. */
function isUnreleased(release: Release): boolean {
  return release.commit === undefined && release.finishedAt !== undefined;
}

function outcomeOf(release: Release, language: Language): string {
  if (isUnreleased(release)) return say(language, 'unreleased');
  return release.verdict?.verdict ?? say(language, 'unknown');
}

function noteOf(release: Release, language: Language): string {
  if (release.rollbackOf !== undefined) return say(language, 'rollback', { of: release.rollbackOf });
  if (isUnreleased(release)) return say(language, 'because', { code: release.verdict?.reason ?? '–' });
  return release.held ? say(language, 'held') : '';
}
