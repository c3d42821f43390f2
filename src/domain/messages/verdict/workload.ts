import type { VerdictText } from './verdict-text.ts';

export const workloadVerdicts = {
  WORKLOAD_ABSENT: {
    en: {
      message: '{workload} does not exist, although Argo CD says Synced.',
      next: 'See whether the manifest is in the kustomization and not marked as a hook.',
      meaning: 'The workload that the service names is not in the cluster.',
      investigate: '`kubectl -n {namespace} get {workload}`, and what `lounge diff` renders.',
      remedy: 'List the manifest under `resources`; remove `argocd.argoproj.io/hook: Skip`.',
    },
    ko: {
      message: 'Argo CD는 Synced라고 하지만 {workload}가 존재하지 않습니다.',
      next: '매니페스트가 kustomization에 들어 있고 훅으로 표시되지 않았는지 확인하세요.',
      meaning: '서비스가 가리키는 워크로드가 클러스터에 없습니다.',
      investigate: '`kubectl -n {namespace} get {workload}`와 `lounge diff`의 렌더 결과를 확인하세요.',
      remedy: '매니페스트를 `resources`에 적고 `argocd.argoproj.io/hook: Skip`을 지우세요.',
    },
  },
  PAUSED: {
    en: {
      message: '{workload} is paused: the new image is never rolled out.',
      next: 'Remove `paused: true`, or run `kubectl rollout resume`.',
      meaning: 'A paused Deployment keeps its old pods while it looks healthy.',
      investigate: '`spec.paused` of the Deployment.',
      remedy: 'Resume it, and keep `paused` out of the manifest.',
    },
    ko: {
      message: '{workload}가 일시 중지되어 있어 새 이미지가 배포되지 않습니다.',
      next: '`paused: true`를 지우거나 `kubectl rollout resume`을 실행하세요.',
      meaning: '일시 중지된 Deployment는 정상처럼 보이면서 이전 파드를 그대로 둡니다.',
      investigate: 'Deployment의 `spec.paused`를 확인하세요.',
      remedy: '다시 진행시키고, 매니페스트에 `paused`를 두지 마세요.',
    },
  },
  GENERATION_NOT_OBSERVED: {
    en: {
      message: 'The controller has not looked at {workload} of generation {generation} yet.',
      next: 'Wait.',
      meaning: 'All counters of the workload still belong to its previous version.',
      investigate: 'Compare `metadata.generation` with `status.observedGeneration`.',
      remedy: 'None is needed; if it lasts, the controller manager does not run.',
    },
    ko: {
      message: '컨트롤러가 아직 {workload}의 {generation}세대를 처리하지 않았습니다.',
      next: '기다리세요.',
      meaning: '워크로드의 모든 수치가 아직 이전 버전의 것입니다.',
      investigate: '`metadata.generation`과 `status.observedGeneration`을 비교하세요.',
      remedy: '할 일은 없습니다. 계속되면 컨트롤러 매니저가 돌고 있지 않은 것입니다.',
    },
  },
  REPLICA_FAILURE: {
    en: {
      message: 'Pods of {workload} are refused: {problem}',
      next: 'Read which quota, limit or admission policy the message names, and fit the manifest to it.',
      meaning: 'The cluster does not let the controller create the pods (quota, LimitRange, admission).',
      investigate: 'The condition ReplicaFailure and the Events FailedCreate.',
      remedy: 'Lower the requests, free the quota, or meet the policy; then ship again.',
    },
    ko: {
      message: '{workload}의 파드 생성이 거부되었습니다: {problem}',
      next: '메시지에 나온 쿼터, 한도 또는 승인 정책을 읽고 매니페스트를 거기에 맞추세요.',
      meaning: '클러스터가 파드 생성을 허용하지 않습니다(쿼터, LimitRange, 승인 정책).',
      investigate: 'ReplicaFailure 조건과 FailedCreate 이벤트를 확인하세요.',
      remedy: '요청량을 낮추거나 쿼터를 비우거나 정책을 지킨 뒤 다시 ship 하세요.',
    },
  },
  LIVE_TEMPLATE_DIFFERS: {
    en: {
      message: 'Argo CD says Synced, but {workload} carries {live} instead of {image}.',
      next: 'Remove `ignoreDifferences` on the image, or undo the change made by hand.',
      meaning: 'The live pod template has another image than the commit.',
      investigate: '`kubectl -n {namespace} get {workload} -o yaml` against `lounge diff`.',
      remedy: 'Let Argo CD own the image field; nobody edits it in the cluster.',
    },
    ko: {
      message: 'Argo CD는 Synced라고 하지만 {workload}에는 {image} 대신 {live}가 들어 있습니다.',
      next: '이미지에 걸린 `ignoreDifferences`를 지우거나 손으로 바꾼 것을 되돌리세요.',
      meaning: '실제 파드 템플릿의 이미지가 커밋과 다릅니다.',
      investigate: '`kubectl -n {namespace} get {workload} -o yaml`과 `lounge diff`를 비교하세요.',
      remedy: '이미지 필드는 Argo CD에 맡기고 클러스터에서 직접 고치지 마세요.',
    },
  },
  ROLLING_OUT: {
    en: {
      message: '{workload} rolls out: {ready} of {wanted} pods are ready ({problem}).',
      next: 'Wait.',
      meaning:
        'Fewer pods of the new version are updated, ready or available than asked for, or old ones are still counted.',
      investigate: 'The counters in the status of the workload, and its pods.',
      remedy: 'None is needed, unless it never ends: then see why the pods do not become ready.',
    },
    ko: {
      message: '{workload} 배포가 진행 중입니다. 파드 {wanted}개 중 {ready}개가 준비되었습니다({problem}).',
      next: '기다리세요.',
      meaning: '새 버전의 파드가 원하는 수만큼 갱신·준비·가용 상태가 아니거나, 이전 파드가 아직 남아 있습니다.',
      investigate: '워크로드 상태의 수치와 파드를 확인하세요.',
      remedy: '끝나지 않는 경우가 아니라면 할 일이 없습니다. 끝나지 않으면 파드가 준비되지 않는 이유를 찾으세요.',
    },
  },
} satisfies Record<string, VerdictText>;
