import type { RuleText } from './rule-text.ts';

export const argoRules = {
  'argo-project': {
    en: {
      message: '{object} is in the project {project}.',
      why: 'The project is the fence; `default` has none.',
      fix: 'Write `project: {expected}`.',
    },
    ko: {
      message: '{object}이(가) {project} 프로젝트에 있습니다.',
      why: '프로젝트가 울타리입니다. `default`에는 울타리가 없습니다.',
      fix: '`project: {expected}`(으)로 쓰세요.',
    },
  },
  'argo-destination': {
    en: {
      message: '{object} goes to {destination}.',
      why: 'Applications go to the namespaces of this lounge in this cluster and nowhere else.',
      fix: 'Write server: {server} and namespace: one of {allowed}.',
    },
    ko: {
      message: '{object}의 목적지가 {destination}입니다.',
      why: 'Application은 이 클러스터의 이 라운지 네임스페이스로만 갑니다.',
      fix: 'server: {server}, namespace: {allowed} 중 하나로 쓰세요.',
    },
  },
  'argo-source-path': {
    en: {
      message: '{object}: {problem}',
      why: 'An Application without its folder, or from elsewhere, is not what was reviewed.',
      fix: 'Name the overlay: app-of-apps/overlays/<service>/overlays/<environment>.',
    },
    ko: {
      message: '{object}: {problem}',
      why: '폴더가 없거나 다른 곳에서 온 Application은 검토한 것이 아닙니다.',
      fix: '오버레이를 쓰세요: app-of-apps/overlays/<서비스>/overlays/<환경>.',
    },
  },
  'argo-target-revision': {
    en: {
      message: '{object} follows {revision} instead of {branch}.',
      why: 'Releases are commits on one branch.',
      fix: 'Write `targetRevision: {branch}`.',
    },
    ko: {
      message: '{object}이(가) {branch} 대신 {revision}을(를) 따라갑니다.',
      why: '릴리스는 한 브랜치의 커밋입니다.',
      fix: '`targetRevision: {branch}`(으)로 쓰세요.',
    },
  },
  'argo-project-wildcard': {
    en: {
      message: '{object}: {problem}',
      why: 'A project that allows everything fences nothing.',
      fix: 'Have app-of-apps/projects.yaml as generated from lounge.yaml.',
    },
    ko: {
      message: '{object}: {problem}',
      why: '모든 것을 허용하는 프로젝트는 아무것도 막지 못합니다.',
      fix: 'app-of-apps/projects.yaml을 lounge.yaml에서 생성된 그대로 두세요.',
    },
  },
  'argo-sync-option': {
    en: {
      message: '{object}: the sync option {option} {problem}.',
      why: 'Argo CD ignores what it does not know, and does what is risky without asking.',
      fix: 'Take it out, or write a known one{nearest}.',
    },
    ko: {
      message: '{object}: 동기화 옵션 {option}이(가) {problem}.',
      why: 'Argo CD는 모르는 옵션은 무시하고, 위험한 옵션은 묻지 않고 실행합니다.',
      fix: '빼거나 알려진 옵션을 쓰세요{nearest}.',
    },
  },
  'argo-annotation': {
    en: {
      message: '{object}: {annotation} {problem}.',
      why: 'Argo CD does what annotations say without asking; a workload that it deletes is down until it is back.',
      fix: 'Take the annotation out. Only a Job is a hook; give what cannot be changed in place a new name.',
    },
    ko: {
      message: '{object}: {annotation}은(는) {problem}.',
      why: 'Argo CD는 어노테이션이 시키는 대로 묻지 않고 실행합니다. 지워진 워크로드는 다시 생길 때까지 멈춥니다.',
      fix: '어노테이션을 빼세요. 훅은 Job만 됩니다. 바꿀 수 없는 것은 새 이름으로 만드세요.',
    },
  },
  'argo-application-generated': {
    en: {
      message: '{path} is not what lounge.yaml generates.',
      why: 'An Application decides what runs where; it is a function of lounge.yaml, service and environment, whoever writes it.',
      fix: 'Take the change back; `lounge ship` or `lounge bump` writes the file.',
    },
    ko: {
      message: '{path}이(가) lounge.yaml에서 생성되는 내용과 다릅니다.',
      why: 'Application은 무엇이 어디서 실행될지 정합니다. 누가 쓰든 lounge.yaml, 서비스, 환경만으로 정해져야 합니다.',
      fix: '변경을 되돌리세요. `lounge ship`이나 `lounge bump`가 파일을 씁니다.',
    },
  },
  'argo-foreign-object': {
    en: {
      message: '{object} is an Argo CD object inside a service.',
      why: 'A service that makes Applications or projects leaves its fence.',
      fix: 'Take it out of the overlay.',
    },
    ko: {
      message: '{object}은(는) 서비스 안에 있는 Argo CD 객체입니다.',
      why: '서비스가 Application이나 프로젝트를 만들면 울타리를 벗어납니다.',
      fix: '오버레이에서 빼세요.',
    },
  },
  'argo-project-namespace': {
    en: {
      message: 'The project {project} does not list the namespace {namespace} of {environment}.',
      why: 'Argo CD refuses every object that goes there.',
      fix: 'A person runs `lounge new --environment {environment}`, which writes it and the overlays that are missing.',
    },
    ko: {
      message: '프로젝트 {project}에 {environment}의 네임스페이스 {namespace}이(가) 없습니다.',
      why: 'Argo CD가 그곳으로 가는 모든 객체를 거부합니다.',
      fix: '사람이 `lounge new --environment {environment}`을(를) 실행하면 프로젝트와 빠진 오버레이를 함께 써 줍니다.',
    },
  },
} satisfies Record<string, RuleText>;
