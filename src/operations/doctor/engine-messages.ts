import { defineMessages } from '../../domain/messages/define-messages.ts';

export const sayOfEngine = defineMessages({
  cluster: {
    en: '{environments}: Kubernetes {version}, Argo CD {argocd} in {namespace} ({engine}, context {context})',
    ko: '{environments}: 쿠버네티스 {version}, {namespace}의 Argo CD {argocd}({engine}, 컨텍스트 {context})',
  },
  expiresSoon: {
    en: 'the {what} of context {context} expires at {at}',
    ko: '{context} 컨텍스트의 {what} 만료 예정: {at}',
  },
  renew: {
    en: 'Log in to the cluster again before that, so that the kubeconfig gets a new one.',
    ko: '그 전에 클러스터에 다시 로그인해 kubeconfig를 새로 받으세요.',
  },
  noDrift: {
    en: '{engine} is as lounge.yaml says ({count} objects)',
    ko: '{engine}은(는) lounge.yaml과 같음(객체 {count}개)',
  },
  drift: { en: '{object} differs: {differences}', ko: '{object} 다름: {differences}' },
  difference: { en: '{field} is {is}, should be {shouldBe}', ko: '{field}: 지금 {is}, 원래 {shouldBe}' },
  driftUnseen: {
    en: 'not compared with lounge.yaml: the role {role} may not look at what {engine} is made of',
    ko: 'lounge.yaml과 비교하지 않음: {role} 역할은 {engine}의 구성을 볼 수 없음',
  },
  ownerLooks: {
    en: 'The owner of the cluster runs `lounge doctor`.',
    ko: '클러스터 소유자가 `lounge doctor`를 실행합니다.',
  },
  missing: { en: '{object} is missing', ko: '{object} 없음' },
  foreign: { en: '{object} belongs to {owner}', ko: '{object} 소유자: {owner}' },
  hostKeyMissing: {
    en: 'Argo CD does not know the host key of {host}',
    ko: 'Argo CD가 {host}의 호스트 키를 모름',
  },
  mend: { en: '`lounge bootstrap --environment {environment}`', ko: '`lounge bootstrap --environment {environment}`' },
  rename: {
    en: 'Give this lounge other names in lounge.yaml (namespace, project), or an Argo CD of its own.',
    ko: 'lounge.yaml에서 이름(namespace, project)을 바꾸거나 별도의 Argo CD를 쓰세요.',
  },
  readsRemote: { en: 'Argo CD reads {url} ({revision})', ko: 'Argo CD가 {url} 저장소를 읽음({revision})' },
  role: { en: '{role} in {namespace}: {permissions}', ko: '{namespace}의 {role}: {permissions}' },
  noRoles: {
    en: '{engine} enforces no roles: whoever has its token may do everything that admission does not refuse',
    ko: '{engine}은(는) 역할을 강제하지 않음: 토큰만 있으면 어드미션이 거부하지 않는 모든 일을 할 수 있음',
  },
  authorize: {
    en: 'Let its API server authorize by RBAC (--authorization-mode=Node,RBAC): without it a lounge is held by nothing.',
    ko: 'API 서버가 RBAC으로 인가하게 하세요(--authorization-mode=Node,RBAC). 없으면 라운지를 가둘 것이 없습니다.',
  },
  nothing: { en: 'nothing', ko: '없음' },
  tooMuch: {
    en: '{role} in {namespace} may do more than it needs: {permissions}',
    ko: '{namespace}의 {role} 권한이 필요 이상: {permissions}',
  },
  tooLittle: {
    en: '{role} in {namespace} may not: {permissions}',
    ko: '{namespace}의 {role}에게 없는 권한: {permissions}',
  },
  unlisted: {
    en: 'the cluster cannot list every rule of {role} in {namespace}',
    ko: '클러스터가 {namespace}의 {role} 규칙을 모두 나열하지 못함',
  },
  bindings: {
    en: 'Find the binding and remove it: kubectl get rolebindings,clusterrolebindings -A -o wide | grep {account}',
    ko: '바인딩을 찾아 지우세요: kubectl get rolebindings,clusterrolebindings -A -o wide | grep {account}',
  },
  probed: {
    en: 'nodes of {namespace} pull {image} ({platforms})',
    ko: '{namespace}의 노드가 {image}을(를) 가져옴({platforms})',
  },
  nothingToProbe: {
    en: 'no service was released yet: there is no image to pull',
    ko: '아직 배포한 서비스가 없어 가져올 이미지가 없음',
  },
});
