import type { RuleText } from './rule-text.ts';

export const commitRules = {
  'git-commit-format': {
    en: {
      message: '{problem}',
      why: 'The history tells what was released and why; tools read it.',
      fix: 'Write `type(service): what changed`, with type one of {types}; at most 100 characters, then a blank line.',
    },
    ko: {
      message: '{problem}',
      why: '이력은 무엇을 왜 릴리스했는지 말해 주며, 도구도 읽습니다.',
      fix: '`type(서비스): 바뀐 내용`으로 쓰세요. type은 {types} 중 하나, 100자까지, 그다음 빈 줄.',
    },
  },
} satisfies Record<string, RuleText>;
