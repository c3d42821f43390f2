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
  'release-not-approved': {
    en: {
      message: '{service} is released to {environment}, and nobody approved it.',
      why: 'lounge.yaml asks for a person before anything goes there; a push by hand would go around that.',
      fix: 'Release it somewhere else first; then `lounge approve {service} --to {environment}` and `lounge promote {service} --to {environment}`.',
    },
    ko: {
      message: '{service}이(가) 승인 없이 {environment}에 릴리스됩니다.',
      why: 'lounge.yaml은 그곳에 올리기 전에 사람의 승인을 요구합니다. 손으로 한 푸시는 이를 피해 가게 됩니다.',
      fix: '먼저 다른 환경에 릴리스한 뒤 `lounge approve {service} --to {environment}`과(와) `lounge promote {service} --to {environment}`을(를) 실행하세요.',
    },
  },
  'git-approval-forged': {
    en: {
      message: 'The message approves a release, but {actor} acts as {role}, or it names no person.',
      why: 'Where lounge.yaml asks for a person, a person decides; text is no approval.',
      fix: 'Take the commit out; a person runs `lounge approve <service> --to <environment>`.',
    },
    ko: {
      message: '메시지가 릴리스를 승인하지만 {actor}의 역할은 {role}이거나 사람의 이름이 없습니다.',
      why: 'lounge.yaml이 사람을 요구하면 사람이 결정합니다. 글은 승인이 아닙니다.',
      fix: '커밋을 빼고, 사람이 `lounge approve <서비스> --to <환경>`을 실행하세요.',
    },
  },
} satisfies Record<string, RuleText>;
