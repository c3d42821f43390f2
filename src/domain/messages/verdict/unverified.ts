import type { VerdictText } from './verdict-text.ts';

export const unverifiedVerdicts = {
  OBSERVATION_GAP: {
    en: {
      message: 'Not everything can be observed: {kinds} ({problem}).',
      next: 'Restore the access (`lounge doctor`); the judgement goes on by itself.',
      meaning: 'A list, a watch or a probe was refused or broke. What is not seen is never taken for success.',
      investigate: '`lounge doctor` tries each access and says which is refused.',
      remedy: 'Renew the credentials or the permissions, or bring the API server back.',
    },
    ko: {
      message: '관측하지 못하는 것이 있습니다: {kinds}({problem}).',
      next: '접근 권한을 되살리세요(`lounge doctor`). 판정은 저절로 이어집니다.',
      meaning: '목록, 감시 또는 프로브가 거부되었거나 끊겼습니다. 보지 못한 것을 성공으로 치지 않습니다.',
      investigate: '`lounge doctor`가 접근을 하나씩 시험해 무엇이 거부되는지 알려 줍니다.',
      remedy: '자격 증명이나 권한을 갱신하거나 API 서버를 되살리세요.',
    },
  },
  OBJECT_MALFORMED: {
    en: {
      message: '{object} is not what Kubernetes writes: {problem}',
      next: 'Look at the object; the judgement goes on with its next version.',
      meaning: 'An object of this release has fields of a wrong type, so nothing can be concluded from it.',
      investigate: 'The receipt holds the object as it was received.',
      remedy: 'Find out what stands between the API server and the observer.',
    },
    ko: {
      message: '{object}의 형식이 Kubernetes가 쓰는 것과 다릅니다: {problem}',
      next: '객체를 확인하세요. 다음 버전이 오면 판정이 이어집니다.',
      meaning: '이 릴리스의 객체에 형식이 잘못된 필드가 있어 아무 결론도 낼 수 없습니다.',
      investigate: '영수증에 받은 그대로의 객체가 있습니다.',
      remedy: 'API 서버와 관측기 사이에 무엇이 끼어 있는지 찾으세요.',
    },
  },
  REPLICAS_ZERO: {
    en: {
      message: '{workload} asks for 0 replicas, but the service declares {declared}: nothing runs, nothing was seen.',
      next: 'Set the replicas in the manifest, or declare `replicas: 0` in service.yaml.',
      meaning: 'No pod exists that could prove the release.',
      investigate: '`spec.replicas` of the workload, and who scaled it.',
      remedy: 'Scale up by git, or declare that the service rests.',
    },
    ko: {
      message: '서비스는 {declared}개를 선언했지만 {workload}의 복제본이 0개입니다. 실행된 것도, 확인된 것도 없습니다.',
      next: '매니페스트의 복제본 수를 고치거나 service.yaml에 `replicas: 0`을 선언하세요.',
      meaning: '릴리스를 증명해 줄 파드가 하나도 없습니다.',
      investigate: '워크로드의 `spec.replicas`와 누가 바꿨는지 확인하세요.',
      remedy: 'git으로 복제본을 늘리거나, 쉬는 서비스라고 선언하세요.',
    },
  },
  CRONJOB_SUSPENDED: {
    en: {
      message: '{workload} is suspended: it never runs, so nothing can be seen of it.',
      next: 'Remove `suspend: true`, or declare it in service.yaml.',
      meaning: 'A suspended CronJob proves nothing.',
      investigate: '`spec.suspend` of the CronJob.',
      remedy: 'Resume it by git, or declare that it rests.',
    },
    ko: {
      message: '{workload}가 중단(suspend)되어 실행되지 않으므로 확인할 것이 없습니다.',
      next: '`suspend: true`를 지우거나 service.yaml에 선언하세요.',
      meaning: '중단된 CronJob은 아무것도 증명하지 못합니다.',
      investigate: 'CronJob의 `spec.suspend`를 확인하세요.',
      remedy: 'git으로 다시 켜거나, 쉬는 작업이라고 선언하세요.',
    },
  },
  APPLICATION_DELETED: {
    en: {
      message: 'The Application {application} was deleted.',
      next: 'Restore it, or remove the service with `lounge remove`.',
      meaning: 'Argo CD no longer manages the service, so nothing can be concluded.',
      investigate: 'The git history of app-of-apps/applications, and root-app.',
      remedy: 'Bring the generated Application back and ship again.',
    },
    ko: {
      message: '{application} 애플리케이션이 삭제되었습니다.',
      next: '되살리거나 `lounge remove`로 서비스를 정리하세요.',
      meaning: 'Argo CD가 더는 서비스를 관리하지 않아 아무 결론도 낼 수 없습니다.',
      investigate: 'app-of-apps/applications의 git 이력과 root-app을 확인하세요.',
      remedy: '생성된 Application을 되살리고 다시 ship 하세요.',
    },
  },
  ARGOCD_NOT_ANSWERING: {
    en: {
      message: 'Argo CD does not answer: {problem}',
      next: 'See whether its controller and its repo server run.',
      meaning: 'A refresh was not acknowledged for 10 s, or the parts of Argo CD do not reach each other.',
      investigate: '`kubectl -n argocd get pods` and the controller’s log.',
      remedy: 'Bring Argo CD back; the judgement goes on by itself.',
    },
    ko: {
      message: 'Argo CD가 응답하지 않습니다: {problem}',
      next: '컨트롤러와 repo server가 실행 중인지 확인하세요.',
      meaning: '새로 고침 요청이 10초 동안 처리되지 않았거나 Argo CD의 구성 요소끼리 통신하지 못합니다.',
      investigate: '`kubectl -n argocd get pods`와 컨트롤러 로그를 확인하세요.',
      remedy: 'Argo CD를 되살리세요. 판정은 저절로 이어집니다.',
    },
  },
  PODS_NOT_SEEN: {
    en: {
      message: '{workload} counts {ready:ready pod|ready pods}, but none of them was seen.',
      next: 'See whether the pods can be listed.',
      meaning: 'The counters say success, the pods themselves are missing: that is not proof.',
      investigate: '`kubectl -n {namespace} get pods`.',
      remedy: 'Give the observer the right to list pods.',
    },
    ko: {
      message: '{workload}는 준비된 파드가 {ready}개라고 하지만 하나도 관측되지 않았습니다.',
      next: '파드 목록을 볼 수 있는지 확인하세요.',
      meaning: '수치는 성공이라고 하지만 파드 자체가 보이지 않습니다. 이것은 증명이 아닙니다.',
      investigate: '`kubectl -n {namespace} get pods`로 확인하세요.',
      remedy: '관측기에 파드 목록 권한을 주세요.',
    },
  },
  IMAGE_UNPROVEN: {
    en: {
      message: 'The pod {pod} reports {live}; whether that is {image} only the registry could tell, and it does not.',
      next: 'Bring the registry back, or push the image again.',
      meaning: 'The runtime names another manifest, and the image configs behind both are not known.',
      investigate: '`lounge doctor` asks the registry; compare the config digests of both manifests.',
      remedy: 'Make the tag readable in the registry again.',
    },
    ko: {
      message: '파드 {pod}는 {live}를 보고합니다. {image}와 같은지는 레지스트리만 알 수 있는데 답이 없습니다.',
      next: '레지스트리를 되살리거나 이미지를 다시 푸시하세요.',
      meaning: '런타임이 다른 매니페스트를 보고했고, 두 이미지의 config를 알 수 없습니다.',
      investigate: '`lounge doctor`로 레지스트리를 확인하고 두 매니페스트의 config 다이제스트를 비교하세요.',
      remedy: '레지스트리에서 태그를 다시 읽을 수 있게 하세요.',
    },
  },
} satisfies Record<string, VerdictText>;
