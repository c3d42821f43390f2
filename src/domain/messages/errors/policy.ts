import type { ErrorText } from './index.ts';

export const policyErrors = {
  POLICY_BLOCKED: {
    en: {
      message: 'The policy stops this: {count:finding|findings}, the first in {place}: {first}',
      hint: 'Run `lounge check` to see all of them, each with its fix.',
    },
    ko: {
      message: '정책이 막았습니다: 발견 {count}건, 첫 번째는 {place}: {first}',
      hint: '`lounge check`로 모두 보세요. 항목마다 고치는 법이 있습니다.',
    },
  },
} satisfies Record<string, ErrorText>;
