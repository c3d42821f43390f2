import type { RuleText } from './rule-text.ts';

export const networkRules = {
  'ref-service-target': {
    en: {
      message: '{object}: {problem}.',
      why: 'The Service would lead nowhere.',
      fix: 'Let the selector equal the pod labels, and targetPort name a port of the container.',
    },
    ko: {
      message: '{object}: {problem}.',
      why: 'Service가 아무 데도 연결되지 않습니다.',
      fix: 'selector는 파드 레이블과, targetPort는 컨테이너의 포트와 맞추세요.',
    },
  },
  'net-service-type': {
    en: {
      message: '{object} opens a way in from outside ({type}).',
      why: 'Services are published through the one tunnel, after an approval.',
      fix: 'Use type: ClusterIP, and ask for exposure.',
    },
    ko: {
      message: '{object}이(가) 밖에서 들어오는 길을 엽니다({type}).',
      why: '공개는 승인을 거쳐 하나의 터널로만 합니다.',
      fix: 'type: ClusterIP를 쓰고 공개를 요청하세요.',
    },
  },
} satisfies Record<string, RuleText>;
