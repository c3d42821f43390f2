import type { LocalizedText } from '../localized-text.ts';

/** Why a rule does not apply at a moment. */
export const ruleClearances = {
  observed: { en: 'Every kind that matters is observed.', ko: '필요한 종류를 모두 관측하고 있습니다.' },
  wellFormed: { en: 'Every object is well formed.', ko: '모든 객체의 형식이 올바릅니다.' },
  pushed: { en: 'The commit is on the remote branch.', ko: '커밋이 원격 브랜치에 있습니다.' },
  rendersMine: {
    en: 'The commit renders the image that was pushed, with its digest.',
    ko: '커밋을 렌더하면 푸시한 이미지가 다이제스트와 함께 나옵니다.',
  },
  noNewerRelease: {
    en: 'No newer commit releases the service again.',
    ko: '서비스를 다시 릴리스하는 더 새로운 커밋이 없습니다.',
  },
  applicationThere: { en: 'The Application exists.', ko: 'Application이 있습니다.' },
  applicationAbsent: { en: 'There is no Application to ask.', ko: '확인할 Application이 없습니다.' },
  noCondition: {
    en: 'The Application carries no error condition of this revision.',
    ko: 'Application에 이 리비전의 오류 조건이 없습니다.',
  },
  answering: { en: 'Argo CD answers.', ko: 'Argo CD가 응답합니다.' },
  idle: { en: 'No operation is running.', ko: '진행 중인 동기화 작업이 없습니다.' },
  revisionSeen: { en: 'The compared revision contains the commit.', ko: '비교한 리비전에 커밋이 들어 있습니다.' },
  noSyncFailure: {
    en: 'No resource of this revision failed to sync for good.',
    ko: '이 리비전에서 확정적으로 실패한 리소스가 없습니다.',
  },
  synced: { en: 'Argo CD says Synced.', ko: 'Argo CD가 Synced라고 합니다.' },
  healthFresh: { en: 'Health is newer than the last operation.', ko: 'health가 마지막 작업보다 최신입니다.' },
  notSettled: {
    en: 'Argo CD has not settled on this revision yet.',
    ko: 'Argo CD가 아직 이 리비전을 다 적용하지 않았습니다.',
  },
  workloadThere: { en: 'The workload exists.', ko: '워크로드가 있습니다.' },
  workloadAbsent: { en: 'There is no workload of this release yet.', ko: '이 릴리스의 워크로드가 아직 없습니다.' },
  notPaused: { en: 'It is not paused.', ko: '일시 중지되지 않았습니다.' },
  replicasWanted: {
    en: 'Replicas are asked for, or none is declared.',
    ko: '복제본을 요구하거나, 0개라고 선언되어 있습니다.',
  },
  notSuspended: {
    en: 'No CronJob of the release is suspended undeclared.',
    ko: '선언 없이 중단된 CronJob이 없습니다.',
  },
  generationObserved: { en: 'The controller has seen this generation.', ko: '컨트롤러가 이 세대를 처리했습니다.' },
  withinDeadline: {
    en: 'Kubernetes reports no exceeded progress deadline.',
    ko: 'Kubernetes가 진행 기한 초과를 보고하지 않습니다.',
  },
  podsAllowed: { en: 'No pod was refused.', ko: '거부된 파드가 없습니다.' },
  templateMine: {
    en: 'The live template carries the image of the release.',
    ko: '실제 템플릿에 릴리스의 이미지가 들어 있습니다.',
  },
  rolledOut: {
    en: 'As many pods as asked for are updated, ready and available.',
    ko: '원하는 수만큼의 파드가 갱신·준비·가용 상태입니다.',
  },
  podsStart: { en: 'No container of the release fails.', ko: '실패하는 컨테이너가 없습니다.' },
  imagesMine: {
    en: 'Every running container runs the image of the release.',
    ko: '실행 중인 모든 컨테이너가 릴리스의 이미지를 씁니다.',
  },
  podsSeen: { en: 'The pods that are counted are seen.', ko: '집계된 파드를 실제로 관측했습니다.' },
  noOldPods: { en: 'No old pod is left.', ko: '남아 있는 이전 파드가 없습니다.' },
  scheduled: { en: 'Every pod has a node.', ko: '모든 파드에 노드가 배정되었습니다.' },
  jobsComplete: {
    en: 'Every Job of the release is complete, or there is none.',
    ko: '릴리스의 Job이 모두 완료되었거나 없습니다.',
  },
  noPort: { en: 'The service declares no port or no replicas.', ko: '서비스가 포트나 복제본을 선언하지 않았습니다.' },
  noPath: { en: 'The service declares no health path to ask.', ko: '서비스가 물어볼 헬스 경로를 선언하지 않았습니다.' },
  notRolledOut: { en: 'The pods are not all there yet.', ko: '아직 파드가 다 갖춰지지 않았습니다.' },
  routed: {
    en: 'A ready endpoint with the port leads to a pod of this release.',
    ko: '준비된 엔드포인트가 이 릴리스의 파드로 연결됩니다.',
  },
  answers: { en: 'The health path answers for this release.', ko: '상태 확인 경로가 이 릴리스로서 응답합니다.' },
  noRoute: { en: 'No public name is to be proved.', ko: '증명할 공개 주소가 없습니다.' },
  logsClean: {
    en: 'No line matches the error rules since the pods are ready.',
    ko: '파드가 준비된 뒤로 오류 규칙에 걸린 줄이 없습니다.',
  },
  criteriaHold: { en: 'Every acceptance check holds, or there is none.', ko: '인수 조건이 모두 성립하거나 없습니다.' },
  soakNotStarted: { en: 'The soak has not started.', ko: '안정화 시간이 아직 시작되지 않았습니다.' },
  podsSteady: {
    en: 'Every pod on probation is as it was when the soak started.',
    ko: '안정화가 시작된 뒤로 모든 파드가 그대로입니다.',
  },
} satisfies Record<string, LocalizedText>;

export type Clearance = keyof typeof ruleClearances;
