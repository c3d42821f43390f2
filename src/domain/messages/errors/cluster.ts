import type { ErrorText } from './index.ts';

export const clusterErrors = {
  CLUSTER_UNREACHABLE: {
    en: { message: 'The cluster of engine {engine} does not answer: {problem}', hint: 'Check the kubeconfig context; on one machine: `lounge sandbox up`.' },
    ko: { message: '{engine} 엔진의 클러스터가 응답하지 않습니다: {problem}', hint: 'kubeconfig 컨텍스트를 확인하세요. 한 대에서 쓰는 중이라면 `lounge sandbox up`.' },
  },
  CLUSTER_FORBIDDEN: {
    en: { message: 'The cluster refuses to {verb} {resource}: {problem}', hint: 'The identity of the kubeconfig context lacks this permission.' },
    ko: { message: '클러스터가 {resource}에 대한 {verb}를 거부했습니다: {problem}', hint: 'kubeconfig 컨텍스트의 신원에 이 권한이 없습니다.' },
  },
  CLUSTER_LOGIN: {
    en: { message: 'The cluster does not accept the credentials of context {context}.', hint: 'Log in again; the token may have expired.' },
    ko: { message: '클러스터가 {context} 컨텍스트의 자격 증명을 받지 않습니다.', hint: '다시 로그인하세요. 토큰이 만료되었을 수 있습니다.' },
  },
} satisfies Record<string, ErrorText>;
