import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  stage: { en: 'throw-away namespace {namespace}', ko: '임시 네임스페이스 {namespace}' },
  present: {
    en: '{verdict} {reason} — rehearsal of {service} ({tree})',
    ko: '{verdict} {reason} — {service} 리허설({tree})',
  },
  reused: { en: 'from the record of {at}; --again rehearses anew', ko: '{at}의 기록. --again으로 다시 리허설' },
});
