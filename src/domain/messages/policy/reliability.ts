import type { RuleText } from './rule-text.ts';

export const reliabilityRules = {
  'probe-missing': {
    en: {
      message: '{object}: {container} has no {probe}.',
      why: 'Without it Kubernetes takes a started process for a working one.',
      fix: 'Add an httpGet probe of the health path on the container’s port; for a container without a port, an exec probe.',
    },
    ko: {
      message: '{object}: {container}에 {probe}이(가) 없습니다.',
      why: '없으면 쿠버네티스는 시작만 된 프로세스를 정상으로 봅니다.',
      fix: '컨테이너 포트의 헬스 경로에 httpGet 프로브를 넣으세요. 포트가 없는 컨테이너라면 exec 프로브를 넣으세요.',
    },
  },
  'probe-target-invalid': {
    en: {
      message: '{object}: the {probe} of {container} asks port {port}, which the container does not have.',
      why: 'The pod would never become ready.',
      fix: 'Name one of its ports: {ports}.',
    },
    ko: {
      message: '{object}: {container}의 {probe}이(가) 없는 포트 {port}에 묻습니다.',
      why: '파드가 영영 준비되지 않습니다.',
      fix: '컨테이너의 포트를 쓰세요: {ports}.',
    },
  },
  'resources-above-quota': {
    en: {
      message: '{object}: {problem}.',
      why: 'The cluster would not create the pods, and the release would wait for them in vain.',
      fix: 'Ask for less, or have a person raise policy.quota in lounge.yaml and run `lounge bootstrap`.',
    },
    ko: {
      message: '{object}: {problem}.',
      why: '클러스터가 파드를 만들지 않아 릴리스가 헛되이 기다리게 됩니다.',
      fix: '한도를 줄이거나, 사람이 lounge.yaml의 policy.quota를 올리고 `lounge bootstrap`을 실행하게 하세요.',
    },
  },
  'resources-limits-missing': {
    en: {
      message: '{object}: {container} has no limit for {missing}.',
      why: 'One service could take the whole node from the others.',
      fix: 'Set resources.limits, for instance cpu: 500m and memory: 256Mi.',
    },
    ko: {
      message: '{object}: {container}에 {missing} 한도가 없습니다.',
      why: '한 서비스가 노드 전체를 차지할 수 있습니다.',
      fix: 'resources.limits를 쓰세요. 예: cpu: 500m, memory: 256Mi.',
    },
  },
  'resources-requests-invalid': {
    en: {
      message: '{object}: {container}: {problem}.',
      why: 'The scheduler places pods by their requests.',
      fix: 'Set resources.requests for cpu and memory, not above the limits.',
    },
    ko: {
      message: '{object}: {container}: {problem}.',
      why: '스케줄러는 requests를 보고 파드를 배치합니다.',
      fix: 'resources.requests에 cpu와 memory를 limits 이하로 쓰세요.',
    },
  },
  'rollout-strategy': {
    en: {
      message: '{object}: {problem}.',
      why: 'A release would take the service down, or never end.',
      fix: 'Use RollingUpdate with maxSurge: 1 and maxUnavailable: 0; with a volume that one pod can hold, Recreate.',
    },
    ko: {
      message: '{object}: {problem}.',
      why: '릴리스할 때 서비스가 멈추거나 끝나지 않습니다.',
      fix: 'RollingUpdate에 maxSurge: 1, maxUnavailable: 0을 쓰세요. 한 파드만 쓰는 볼륨이 있으면 Recreate.',
    },
  },
  'job-gitops-unsafe': {
    en: {
      message: '{object}: {problem}.',
      why: 'A Job cannot be changed once it is there: the next release could not be applied.',
      fix: 'Add the annotations argocd.argoproj.io/hook: Sync and argocd.argoproj.io/hook-delete-policy: BeforeHookCreation.',
    },
    ko: {
      message: '{object}: {problem}.',
      why: 'Job은 한번 만들면 바꿀 수 없어 다음 릴리스를 적용하지 못합니다.',
      fix: 'argocd.argoproj.io/hook: Sync와 argocd.argoproj.io/hook-delete-policy: BeforeHookCreation 어노테이션을 넣으세요.',
    },
  },
  'job-destructive-command': {
    en: {
      message: '{object}: {container} runs {command}.',
      why: 'It deletes data without asking, at every release.',
      fix: 'Take it out; make such changes by hand, with a backup.',
    },
    ko: {
      message: '{object}: {container}이(가) {command}을(를) 실행합니다.',
      why: '릴리스할 때마다 묻지 않고 데이터를 지웁니다.',
      fix: '빼세요. 이런 변경은 백업을 두고 손으로 하세요.',
    },
  },
} satisfies Record<string, RuleText>;
