import type { RuleText } from './rule-text.ts';

export const scopeRules = {
  'scope-namespace': {
    en: {
      message: '{object} goes into the namespace {namespace}; allowed: {allowed}.',
      why: 'A lounge must not touch the namespaces of others.',
      fix: 'Set `namespace: {expected}` in the overlay’s kustomization.yaml and take metadata.namespace out.',
    },
    ko: {
      message: '{object}이(가) {namespace} 네임스페이스로 갑니다. 허용: {allowed}.',
      why: '라운지는 다른 네임스페이스를 건드리면 안 됩니다.',
      fix: '오버레이의 kustomization.yaml에 `namespace: {expected}`을(를) 쓰고 metadata.namespace는 빼세요.',
    },
  },
  'scope-cluster-resource': {
    en: {
      message: '{object} belongs to the whole cluster.',
      why: 'Cluster resources reach beyond the lounge.',
      fix: 'Take it out; ask the administrator of the cluster to set it up.',
    },
    ko: {
      message: '{object}은(는) 클러스터 전체에 속하는 리소스입니다.',
      why: '클러스터 리소스는 라운지 밖까지 영향을 줍니다.',
      fix: '빼고, 클러스터 관리자에게 요청하세요.',
    },
  },
  'scope-kind': {
    en: {
      message: '{object} ({apiVersion}) is not a kind that this lounge ships.',
      why: 'The Argo CD project lists the kinds that may be shipped; what is not listed is refused in the cluster.',
      fix: 'Use one of: {allowed}.',
    },
    ko: {
      message: '{object} ({apiVersion})은(는) 이 라운지가 배포할 수 있는 종류가 아닙니다.',
      why: 'Argo CD 프로젝트에 적힌 종류만 배포할 수 있으며, 나머지는 클러스터가 거부합니다.',
      fix: '다음 중 하나를 쓰세요: {allowed}.',
    },
  },
  'scope-rbac-escalation': {
    en: {
      message: '{object} gives rights in the cluster.',
      why: 'Whoever can give rights can give itself all of them.',
      fix: 'Take it out; a workload that needs the Kubernetes API gets its rights from the administrator.',
    },
    ko: {
      message: '{object}은(는) 클러스터 권한을 부여합니다.',
      why: '권한을 줄 수 있으면 자신에게 모든 권한을 줄 수 있습니다.',
      fix: '빼세요. 쿠버네티스 API가 필요한 워크로드의 권한은 관리자가 줍니다.',
    },
  },
  'scope-foreign-source': {
    en: {
      message: '{source} comes from outside this repository.',
      why: 'What is fetched at deploy time can change without a commit here.',
      fix: 'Copy it into this repository and name the folder.',
    },
    ko: {
      message: '{source}은(는) 이 저장소 밖에서 옵니다.',
      why: '배포할 때 내려받는 것은 여기서 커밋하지 않아도 바뀔 수 있습니다.',
      fix: '이 저장소에 복사하고 그 폴더를 쓰세요.',
    },
  },
  'scope-path-outside': {
    en: {
      message: '{role} changed {path}, which is outside the folders that agents work in.',
      why: 'Notes and stray files in commits hide what a change is about.',
      fix: 'Keep to apps/, app-of-apps/overlays/, docs/ and the README; leave {path} out of the commit.',
    },
    ko: {
      message: '{role}이(가) 에이전트의 작업 폴더 밖에 있는 {path}을(를) 바꿨습니다.',
      why: '메모나 엉뚱한 파일이 커밋에 섞이면 무엇이 바뀌었는지 가려집니다.',
      fix: 'apps/, app-of-apps/overlays/, docs/, README만 바꾸고 {path}은(는) 커밋에서 빼세요.',
    },
  },
  'scope-protected-file': {
    en: {
      message: '{role} changed the protected file {path}.',
      why: 'Limits are set by people; an agent that can widen them has none.',
      fix: 'Take the change back and ask a person to make it.',
    },
    ko: {
      message: '{role}이(가) 보호된 파일 {path}을(를) 바꿨습니다.',
      why: '한계는 사람이 정합니다. 스스로 넓힐 수 있으면 한계가 아닙니다.',
      fix: '변경을 되돌리고 사람에게 요청하세요.',
    },
  },
  'scope-link-outside': {
    en: {
      message: '{path} is a link that leads out of {root}.',
      why: 'A build or a render would read files that are not in the commit.',
      fix: 'Put the file itself there.',
    },
    ko: {
      message: '{path}은(는) {root} 밖을 가리키는 링크입니다.',
      why: '빌드나 렌더가 커밋에 없는 파일을 읽게 됩니다.',
      fix: '링크 대신 파일을 두세요.',
    },
  },
} satisfies Record<string, RuleText>;
