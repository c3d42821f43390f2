import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  stage: { en: 'throw-away namespace {namespace}', ko: '임시 네임스페이스 {namespace}' },
  checkPassed: { en: '{path} answers {status}', ko: '{path} 응답 {status}' },
  checkFailed: { en: '{path} answers {found}; {wanted} was wanted', ko: '{path} 응답 {found}, 기대한 값은 {wanted}' },
  checkText: { en: '{path} does not contain “{text}”', ko: '{path}에 “{text}”가 없음' },
  assetFailed: { en: '{path} names {asset}, which answers {found}', ko: '{path}가 가리키는 {asset} 응답 {found}' },
  present: {
    en: '{verdict} {reason} — rehearsal of {service} ({tree})',
    ko: '{verdict} {reason} — {service} 리허설({tree})',
  },
  reused: { en: 'from the record of {at}; --again rehearses anew', ko: '{at}의 기록. --again으로 다시 리허설' },
});
