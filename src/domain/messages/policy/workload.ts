import type { RuleText } from './rule-text.ts';

export const workloadRules = {
  'workload-run-as-non-root': {
    en: {
      message: '{object}: {container} may run as root.',
      why: 'A process that breaks out as root owns the node.',
      fix: 'Set runAsNonRoot: true and runAsUser: 10001 in the pod’s securityContext, and the same USER in the Dockerfile. Node images have the user `node`: `USER node`.',
    },
    ko: {
      message: '{object}: {container}이(가) root로 실행될 수 있습니다.',
      why: 'root로 탈출한 프로세스는 노드를 차지합니다.',
      fix: '파드의 securityContext에 runAsNonRoot: true와 runAsUser: 10001을, Dockerfile에 같은 USER를 쓰세요. node 이미지에는 `node` 사용자가 있습니다: `USER node`.',
    },
  },
  'workload-privilege-escalation': {
    en: {
      message: '{object}: {container} {problem}.',
      why: 'It can take more rights than it was given.',
      fix: 'Set allowPrivilegeEscalation: false and take privileged out.',
    },
    ko: {
      message: '{object}: {container} {problem}.',
      why: '주어진 것보다 큰 권한을 얻을 수 있습니다.',
      fix: 'allowPrivilegeEscalation: false로 쓰고 privileged는 빼세요.',
    },
  },
  'workload-capabilities': {
    en: {
      message: '{object}: {container} {problem}.',
      why: 'Capabilities are parts of root’s power.',
      fix: 'Set capabilities.drop: [ALL]; add nothing but NET_BIND_SERVICE.',
    },
    ko: {
      message: '{object}: {container} {problem}.',
      why: '캐퍼빌리티는 root 권한의 일부입니다.',
      fix: 'capabilities.drop: [ALL]로 쓰고, NET_BIND_SERVICE 외에는 더하지 마세요.',
    },
  },
  'workload-seccomp': {
    en: {
      message: '{object}: {container} has no seccomp profile.',
      why: 'It can call every system call of the kernel.',
      fix: 'Set seccompProfile.type: RuntimeDefault in the pod’s securityContext.',
    },
    ko: {
      message: '{object}: {container}에 seccomp 프로필이 없습니다.',
      why: '커널의 모든 시스템 콜을 부를 수 있습니다.',
      fix: '파드의 securityContext에 seccompProfile.type: RuntimeDefault를 쓰세요.',
    },
  },
  'workload-host-access': {
    en: {
      message: '{object}: {problem}.',
      why: 'The pod reaches into the machine that it runs on, and with it into all others there.',
      fix: 'Take it out; use a PersistentVolumeClaim, ConfigMap or emptyDir for files.',
    },
    ko: {
      message: '{object}: {problem}.',
      why: '파드가 실행 중인 컴퓨터와 그 위의 다른 파드까지 닿습니다.',
      fix: '빼세요. 파일은 PersistentVolumeClaim, ConfigMap, emptyDir을 쓰세요.',
    },
  },
  'workload-read-only-rootfs': {
    en: {
      message: '{object}: {container} can write to its own image.',
      why: 'What an intruder cannot write, it cannot keep.',
      fix: 'Set readOnlyRootFilesystem: true and mount an emptyDir at /tmp.',
    },
    ko: {
      message: '{object}: {container}이(가) 자기 이미지에 쓸 수 있습니다.',
      why: '침입자가 쓸 수 없으면 남을 수도 없습니다.',
      fix: 'readOnlyRootFilesystem: true로 쓰고 /tmp에 emptyDir을 붙이세요.',
    },
  },
  'workload-service-account-token': {
    en: {
      message: '{object} carries a token for the Kubernetes API.',
      why: 'A service that does not call the API does not need a key to it.',
      fix: 'Set automountServiceAccountToken: false in the pod spec, and project no serviceAccountToken.',
    },
    ko: {
      message: '{object}에 쿠버네티스 API 토큰이 들어갑니다.',
      why: 'API를 부르지 않는 서비스에는 열쇠가 필요 없습니다.',
      fix: '파드 스펙에 automountServiceAccountToken: false를 쓰고 serviceAccountToken 볼륨을 빼세요.',
    },
  },
} satisfies Record<string, RuleText>;
