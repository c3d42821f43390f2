import type { Release } from '../../domain/release.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import type { Context, Lounge } from '../context.ts';
import { manifestCommits } from './manifest-commits.ts';

const say = defineMessages({
  manifestsStay: {
    en: 'A rollback takes back the image alone. The manifests of {service} changed as well since it passed: {commits}. If they are to blame: git revert {newest} && lounge ship {service} --environment {environment}',
    ko: '되돌리기는 이미지만 되돌립니다. 통과한 뒤 {service}의 매니페스트도 바뀌었습니다: {commits}. 그것이 원인이라면: git revert {newest} && lounge ship {service} --environment {environment}',
  },
});

/** Says which commits a rollback of this release leaves in place, when there are such. */
export async function warnOfManifests(context: Context, lounge: Lounge, bad: Release): Promise<void> {
  const found = await manifestCommits(lounge, bad);
  const [newest] = found;
  if (newest === undefined) return;
  const text = say(context.language, 'manifestsStay', {
    service: bad.service,
    environment: bad.environment,
    commits: found.map(({ commit, subject }) => `${commit.slice(0, 8)} (${subject.slice(0, 72)})`),
    newest: found.map(({ commit }) => commit.slice(0, 8)).join(' '),
  });
  context.progress({ kind: 'note', text });
}
