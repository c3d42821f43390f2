import type { RuleText } from './rule-text.ts';

export const suppressionRules = {
  'policy-rule-failed': {
    en: {
      message: 'The rule {failed} could not judge this ({problem}).',
      why: 'What was not judged is not known to be good.',
      fix: 'Simplify what stands here; if it is right, report the rule as a bug.',
    },
    ko: {
      message: '{failed} 규칙이 이것을 판단하지 못했습니다({problem}).',
      why: '판단하지 못한 것은 좋다고 할 수 없습니다.',
      fix: '내용을 단순하게 쓰세요. 맞는 내용이라면 규칙의 버그로 알려 주세요.',
    },
  },
  'suppression-invalid': {
    en: {
      message: 'lounge-ignore {ignored}: {problem}.',
      why: 'A rule is set aside only for a reason that a reader can weigh.',
      fix: 'Write `# lounge-ignore <rule>: <reason>` on the line above.',
    },
    ko: {
      message: 'lounge-ignore {ignored} 주석: {problem}.',
      why: '규칙은 읽는 사람이 판단할 수 있는 이유가 있을 때만 제쳐 둡니다.',
      fix: '바로 윗줄에 `# lounge-ignore <규칙>: <이유>`로 쓰세요.',
    },
  },
  'suppression-unused': {
    en: {
      message: 'lounge-ignore {ignored} covers nothing any more.',
      why: 'It would hide the next mistake here.',
      fix: 'Take the comment out.',
    },
    ko: {
      message: 'lounge-ignore {ignored}이(가) 더는 아무것도 가리키지 않습니다.',
      why: '다음 실수를 가리게 됩니다.',
      fix: '주석을 빼세요.',
    },
  },
} satisfies Record<string, RuleText>;
