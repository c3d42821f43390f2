import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  done: {
    en: 'wrote {files}: {before} → {after}. Commit and push it to release by hand.',
    ko: '{files} 작성: {before} → {after}. 손으로 릴리스하려면 커밋하고 푸시하세요.',
  },
  plan: { en: 'Would write {files}: {before} → {after}', ko: '{files}에 쓸 것: {before} → {after}' },
  tagMissing: {
    en: '<tag> is missing: the tag that `lounge push` answered.',
    ko: '<tag> 값이 없습니다. `lounge push`가 알려 준 태그를 쓰세요.',
  },
  nothing: { en: 'nothing', ko: '없음' },
});
