import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  preflight: { en: 'can this cluster become a lounge?', ko: '이 클러스터가 라운지가 될 수 있는지 확인' },
  preflightDone: {
    en: '{context}: Kubernetes {version}, Argo CD {argocd} in {namespace}, {permissions} permissions, remote and registry answer',
    ko: '{context}: 쿠버네티스 {version}, {namespace}의 Argo CD {argocd}, 권한 {permissions}개, 원격과 레지스트리 응답',
  },
  versionUnknown: { en: '≥ 3.0', ko: '3.0 이상' },
  namespaces: { en: 'namespaces with a pod security level', ko: '파드 보안 수준을 둔 네임스페이스' },
  registry: { en: 'pull secret and service account', ko: '이미지 로그인과 서비스 어카운트' },
  repository: { en: 'login of Argo CD at the git remote', ko: 'Argo CD의 git 원격 로그인' },
  projects: { en: 'AppProjects', ko: 'AppProject 둘' },
  admission: { en: 'admission policies', ko: '어드미션 정책' },
  roles: { en: 'RBAC of planner, developer, qa', ko: 'planner, developer, qa의 RBAC' },
  'root-app': { en: 'root-app, and whether Argo CD reads the remote', ko: 'root-app, Argo CD가 원격을 읽는지 확인' },
  applied: {
    en: '{created} created, {changed} changed, {unchanged} unchanged; read back',
    ko: '만듦 {created}, 바꿈 {changed}, 그대로 {unchanged}. 다시 읽어 확인',
  },
  noObjects: { en: 'nothing needed', ko: '필요한 것 없음' },
  hostKnown: { en: 'host key of {host} known to Argo CD', ko: '{host}의 호스트 키를 Argo CD가 알고 있음' },
  hostAdded: { en: 'host key of {host} added to Argo CD', ko: '{host}의 호스트 키를 Argo CD에 추가' },
  synced: { en: 'Synced at {revision}', ko: '{revision}에서 Synced' },
  expiresSoon: {
    en: 'The {what} of context {context} expires at {at}.',
    ko: '{context} 컨텍스트의 {what}이(가) {at}에 만료됩니다.',
  },
  installed: {
    en: 'Engine {engine} is a working lounge: {created} created, {changed} changed, {unchanged} unchanged.',
    ko: '{engine} 엔진은 동작하는 라운지입니다: 만듦 {created}, 바꿈 {changed}, 그대로 {unchanged}.',
  },
  nothingToDo: {
    en: 'Engine {engine} is a working lounge already: nothing was changed ({unchanged:object|objects} as they should be).',
    ko: '{engine} 엔진은 이미 동작하는 라운지입니다. 바꾼 것이 없습니다(객체 {unchanged}개가 그대로).',
  },
  planned: {
    en: 'Engine {engine}: this is what `lounge bootstrap` would do. Nothing was changed.',
    ko: '{engine} 엔진: `lounge bootstrap`이 할 일입니다. 아무것도 바꾸지 않았습니다.',
  },
  row: { en: '{mark} {object}', ko: '{mark} {object}' },
  difference: { en: '    {field}: {is} → {shouldBe}', ko: '    {field}: {is} → {shouldBe}' },
  removed: {
    en: 'Engine {engine}: {removed} removed, {kept} left.',
    ko: '{engine} 엔진: 지움 {removed}, 남김 {kept}.',
  },
  keptRow: { en: '  {object}: {why}', ko: '  {object}: {why}' },
  keptBorrowed: { en: 'was there before; given back as it was', ko: '전부터 있던 것이라 되돌려 놓음' },
  keptForeign: { en: 'belongs to {owner}', ko: '{owner}의 것' },
  keptHolds: { en: 'holds what is not of the lounge: {objects}', ko: '라운지의 것이 아닌 {objects}이(가) 들어 있음' },
  remove: { en: 'taking away what bootstrap made', ko: 'bootstrap이 만든 것을 지움' },
  services: { en: 'taking the services down', ko: '서비스를 내림' },
  servicesDone: { en: '{count} Applications gone', ko: 'Application {count}개 삭제됨' },
  next: { en: 'Next: lounge new hello && lounge ship hello', ko: '다음: lounge new hello && lounge ship hello' },
});
