import type { VerdictText } from './verdict-text.ts';

export const applicationVerdicts = {
  APPLICATION_NOT_SEEN: {
    en: {
      message: 'Argo CD has no Application {application} yet.',
      next: 'Wait until root-app has created it.',
      meaning: 'The Application of the service does not exist (yet).',
      investigate: '`kubectl -n argocd get applications` and the state of root-app.',
      remedy: 'Commit the generated Application; sync root-app.',
    },
    ko: {
      message: 'Argo CD에 아직 {application} 애플리케이션이 없습니다.',
      next: 'root-app이 만들 때까지 기다리세요.',
      meaning: '서비스의 Application이 (아직) 없습니다.',
      investigate: '`kubectl -n argocd get applications`와 root-app의 상태를 확인하세요.',
      remedy: '생성된 Application을 커밋하고 root-app을 동기화하세요.',
    },
  },
  APP_CONDITION: {
    en: {
      message: 'Argo CD cannot compare {application}: {condition}: {problem}',
      next: 'Render the overlay yourself (`lounge diff`) and correct what the condition names.',
      meaning: 'The Application carries ComparisonError or InvalidSpecError; its health means nothing then.',
      investigate: '`kubectl -n argocd get application {application} -o jsonpath={.status.conditions}`.',
      remedy: 'Mend the manifest, the path, the project or the repository that the message names.',
    },
    ko: {
      message: 'Argo CD가 {application}을 비교하지 못합니다: {condition}: {problem}',
      next: '오버레이를 직접 렌더해 보고(`lounge diff`) 조건이 지적하는 것을 고치세요.',
      meaning: 'Application에 ComparisonError나 InvalidSpecError가 있습니다. 이때 health 값은 아무 의미가 없습니다.',
      investigate: '`kubectl -n argocd get application {application} -o jsonpath={.status.conditions}`로 확인하세요.',
      remedy: '메시지가 가리키는 매니페스트, 경로, 프로젝트 또는 저장소를 고치세요.',
    },
  },
  SYNCING: {
    en: {
      message: 'Argo CD is applying: {problem}',
      next: 'Wait for the operation to end.',
      meaning: 'A sync operation of the Application is running or waits to be retried.',
      investigate: '`status.operationState` of the Application: phase, message, retryCount.',
      remedy: 'None is needed, unless it never ends: then see what it waits for.',
    },
    ko: {
      message: 'Argo CD가 적용하는 중입니다: {problem}',
      next: '작업이 끝나기를 기다리세요.',
      meaning: 'Application의 동기화 작업이 실행 중이거나 재시도를 기다리고 있습니다.',
      investigate: 'Application의 `status.operationState`에서 phase, message, retryCount를 확인하세요.',
      remedy: '끝나지 않는 경우가 아니라면 할 일이 없습니다. 끝나지 않으면 무엇을 기다리는지 확인하세요.',
    },
  },
  REVISION_NOT_SEEN: {
    en: {
      message: 'Argo CD still shows {revision}, which does not contain {commit}.',
      next: 'Ask Argo CD to refresh, then wait.',
      meaning: 'Everything Argo CD shows belongs to an older revision.',
      investigate: 'Compare `status.sync.revision` with the commit of the release.',
      remedy: 'A refresh; if it does not help, see whether Argo CD can read the repository.',
    },
    ko: {
      message: 'Argo CD는 아직 {revision}을 보고 있으며 여기에는 {commit}이 들어 있지 않습니다.',
      next: 'Argo CD에 새로 고침을 요청하고 기다리세요.',
      meaning: 'Argo CD가 보여 주는 모든 것은 이전 리비전의 것입니다.',
      investigate: '`status.sync.revision`을 릴리스의 커밋과 비교하세요.',
      remedy: '새로 고침하세요. 그래도 그대로면 Argo CD가 저장소를 읽을 수 있는지 확인하세요.',
    },
  },
  SYNC_FAILED: {
    en: {
      message: 'Argo CD cannot apply {resource}: {problem}',
      next: 'Correct the manifest; no retry can heal this.',
      meaning: 'A resource of this revision is refused for good, or the sync operation ended in failure.',
      investigate: '`status.operationState.syncResult.resources` names the resource and the reason.',
      remedy:
        'Change what is immutable by a new name, what is invalid by a valid value, what is forbidden by a permitted kind.',
    },
    ko: {
      message: 'Argo CD가 {resource}을(를) 적용하지 못합니다: {problem}',
      next: '매니페스트를 고치세요. 재시도로는 낫지 않습니다.',
      meaning: '이 리비전의 리소스가 확정적으로 거부되었거나 동기화 작업이 실패로 끝났습니다.',
      investigate: '`status.operationState.syncResult.resources`에 리소스와 이유가 있습니다.',
      remedy: '바꿀 수 없는 필드는 새 이름으로, 잘못된 값은 올바른 값으로, 금지된 종류는 허용된 종류로 바꾸세요.',
    },
  },
  OUT_OF_SYNC: {
    en: {
      message: 'The cluster differs from git ({status}).',
      next: 'Wait for the sync, or ask for one.',
      meaning: 'Argo CD compared at this revision and found differences that are not applied.',
      investigate: '`argocd app diff {application}`, or `lounge explain` for the resources that differ.',
      remedy: 'Turn on automated sync with self-heal, or undo the change made by hand.',
    },
    ko: {
      message: '클러스터가 git과 다릅니다({status}).',
      next: '동기화를 기다리거나 요청하세요.',
      meaning: 'Argo CD가 이 리비전과 비교해 아직 적용되지 않은 차이를 찾았습니다.',
      investigate: '`argocd app diff {application}`이나 `lounge explain`으로 다른 리소스를 확인하세요.',
      remedy: '자동 동기화와 self-heal을 켜거나, 손으로 바꾼 것을 되돌리세요.',
    },
  },
  HEALTH_STALE: {
    en: {
      message: 'Argo CD’s health ({reconciled}) is older than its last operation ({finished}).',
      next: 'Ask Argo CD to refresh, then wait.',
      meaning: 'Synced and Healthy are shown, but health is that of before the operation.',
      investigate: 'Compare `status.reconciledAt` with `status.operationState.finishedAt`.',
      remedy: 'A refresh; it takes under a second.',
    },
    ko: {
      message: 'Argo CD의 health({reconciled})가 마지막 작업({finished})보다 오래되었습니다.',
      next: 'Argo CD에 새로 고침을 요청하고 기다리세요.',
      meaning: 'Synced와 Healthy로 보이지만 health는 작업 이전의 값입니다.',
      investigate: '`status.reconciledAt`을 `status.operationState.finishedAt`과 비교하세요.',
      remedy: '새로 고침하세요. 1초도 걸리지 않습니다.',
    },
  },
} satisfies Record<string, VerdictText>;
