import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  status: { en: '{path} answers {found}; {wanted} was wanted', ko: '{path} 응답 {found}, 기대한 값은 {wanted}' },
  text: { en: '{path} does not contain “{text}”', ko: '{path}에 “{text}”가 없음' },
  asset: { en: '{path} names {asset}, which answers {found}', ko: '{path}이(가) 가리키는 {asset} 응답 {found}' },
});
