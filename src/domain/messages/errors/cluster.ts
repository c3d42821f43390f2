import type { ErrorText } from './index.ts';

export const clusterErrors = {
  CLUSTER_UNREACHABLE: {
    en: {
      message: 'The cluster of engine {engine} does not answer: {problem}',
      hint: 'Check the kubeconfig context; on one machine: `lounge sandbox up`.',
    },
    ko: {
      message: '{engine} 엔진의 클러스터가 응답하지 않습니다: {problem}',
      hint: 'kubeconfig 컨텍스트를 확인하세요. 한 대에서 쓰는 중이라면 `lounge sandbox up`.',
    },
  },
  CLUSTER_FORBIDDEN: {
    en: {
      message: 'The cluster refuses to {verb} {resource}: {problem}',
      hint: 'The identity of the kubeconfig context lacks this permission. If lounge.yaml gives it to that role, `lounge bootstrap` of the cluster’s owner brings it back; else it is not meant to. What would grant it:\n{yaml}',
    },
    ko: {
      message: '클러스터가 {resource}에 대한 {verb}을(를) 거부했습니다: {problem}',
      hint: 'kubeconfig 컨텍스트의 신원에 이 권한이 없습니다. lounge.yaml이 그 역할에 주는 권한이라면 클러스터 소유자의 `lounge bootstrap`이 되돌리고, 아니라면 일부러 주지 않은 것입니다. 권한을 주는 YAML:\n{yaml}',
    },
  },
  CLUSTER_LOGIN: {
    en: {
      message: 'The cluster does not accept the credentials of context {context}.',
      hint: 'Log in again; the token may have expired.',
    },
    ko: {
      message: '클러스터가 {context} 컨텍스트의 자격 증명을 받지 않습니다.',
      hint: '다시 로그인하세요. 토큰이 만료되었을 수 있습니다.',
    },
  },
  CLUSTER_CONFIG: {
    en: {
      message: 'The kubeconfig {file} cannot be used: {problem}',
      hint: 'Check `kubectl config get-contexts`, and the engine in lounge.yaml.',
    },
    ko: {
      message: 'kubeconfig {file}을(를) 쓸 수 없습니다: {problem}',
      hint: '`kubectl config get-contexts`와 lounge.yaml의 엔진 설정을 확인하세요.',
    },
  },
  CLUSTER_KIND_MISSING: {
    en: {
      message: 'The cluster of engine {engine} does not know the kind {kind}.',
      hint: 'For Application and AppProject: install Argo CD in the cluster.',
    },
    ko: {
      message: '{engine} 엔진의 클러스터에 {kind} 종류가 없습니다.',
      hint: 'Application과 AppProject라면 클러스터에 Argo CD를 설치하세요.',
    },
  },
  CLUSTER_REFUSED: {
    en: {
      message: 'The cluster did not {verb} {resource}: {problem}',
      hint: 'Correct what it names and run the same command again.',
    },
    ko: {
      message: '클러스터가 {resource}에 대한 {verb}을(를) 받아들이지 않았습니다: {problem}',
      hint: '지적된 것을 고치고 같은 명령을 다시 실행하세요.',
    },
  },
} satisfies Record<string, ErrorText>;
