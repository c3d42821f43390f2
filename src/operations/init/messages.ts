import { defineMessages } from '../../domain/messages/define-messages.ts';
import { localEngineTexts } from '../../domain/messages/local-engine.ts';

export const say = defineMessages({
  engine: localEngineTexts.beginning,
  engineUp: { en: '{url}, isolation {isolation}', ko: '{url}, 격리 {isolation}' },
  files: { en: 'writing the layout', ko: '파일 작성' },
  filesWritten: { en: '{count:file|files}', ko: '파일 {count}개' },
  publish: { en: 'first commit, pushed to the remote', ko: '첫 커밋을 원격에 푸시' },
  published: { en: '{commit} on {branch}', ko: '{branch}의 {commit}' },
  notPublished: { en: 'committed; not pushed: {problem}', ko: '커밋함. 푸시하지 못함: {problem}' },
  made: { en: 'The lounge {name} is in {folder}.', ko: '{name} 라운지를 {folder}에 만들었습니다.' },
  next: { en: 'Next: cd {folder} && lounge new hello', ko: '다음: cd {folder} && lounge new hello' },
  nextCluster: {
    en: 'Next: cd {folder}, fill in .env (see .env.example), git push -u origin HEAD, lounge bootstrap',
    ko: '다음: cd {folder}, .env를 채우고(.env.example 참고), git push -u origin HEAD, lounge bootstrap',
  },
  plan: { en: 'Would write to {folder}: {files}', ko: '{folder}에 쓸 파일: {files}' },
});
