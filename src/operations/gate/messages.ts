import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  accepted: { en: 'lounge: {ref} accepted, {rules:rule|rules}', ko: 'lounge: {ref} 통과, 규칙 {rules}개' },
  refused: { en: 'lounge: {ref} refused, {count:finding|findings}', ko: 'lounge: {ref} 거부, 발견 {count}건' },
  deleted: { en: 'The branch {ref} cannot be deleted.', ko: '{ref} 브랜치는 지울 수 없습니다.' },
  rewritten: {
    en: '{ref} would lose commits; only fast-forwards are taken. Rebase and push again.',
    ko: '{ref}의 커밋이 사라집니다. fast-forward만 받습니다. rebase 후 다시 푸시하세요.',
  },
  noConfig: { en: 'lounge.yaml is missing from the push.', ko: '푸시에 lounge.yaml이 없습니다.' },
  more: { en: '… and {count} more; see `lounge check`', ko: '… 외 {count}건. `lounge check`로 보세요' },
});
