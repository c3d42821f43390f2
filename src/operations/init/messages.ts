import { defineMessages } from '../../domain/messages/define-messages.ts';
import { localEngineTexts } from '../../domain/messages/local-engine.ts';

export const say = defineMessages({
  engine: localEngineTexts.beginning,
  engineUp: { en: '{url}, isolation {isolation}', ko: '{url}, 격리 {isolation}' },
  files: { en: 'writing the layout', ko: '파일 작성' },
  filesWritten: { en: '{count} files', ko: '파일 {count}개' },
  publish: { en: 'first commit, pushed to the remote', ko: '첫 커밋을 원격에 푸시' },
  published: { en: '{commit} on {branch}', ko: '{branch}의 {commit}' },
  notPublished: { en: 'committed; not pushed: {problem}', ko: '커밋함. 푸시하지 못함: {problem}' },
  install: {
    en: 'namespace, registry login, projects, root app',
    ko: '네임스페이스, 레지스트리 로그인, 프로젝트, root-app',
  },
  installed: { en: '{count} objects applied', ko: '객체 {count}개 적용' },
  made: { en: 'The lounge {name} is in {folder}.', ko: '{name} 라운지를 {folder}에 만들었습니다.' },
  next: { en: 'Next: cd {folder} && lounge new hello', ko: '다음: cd {folder} && lounge new hello' },
  plan: { en: 'Would write to {folder}: {files}', ko: '{folder}에 쓸 파일: {files}' },
});
