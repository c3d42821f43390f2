import type { VerdictText } from './verdict-text.ts';

export const outcomeVerdicts = {
  NOT_STARTED: {
    en: {
      message: 'The push has not ended yet.',
      next: 'Wait for the push.',
      meaning: 'Nothing after the push was observed.',
      investigate: 'See the step of the release with `lounge status`.',
      remedy: 'None is needed.',
    },
    ko: {
      message: '아직 푸시가 끝나지 않았습니다.',
      next: '푸시가 끝나기를 기다리세요.',
      meaning: '푸시 이후의 일이 아직 관측되지 않았습니다.',
      investigate: '`lounge status`에서 릴리스가 어느 단계인지 확인하세요.',
      remedy: '따로 할 일은 없습니다.',
    },
  },
  VERIFIED: {
    en: {
      message: '{pods:ready pod runs|ready pods run} exactly {image}, and everything held for {soak} s.',
      next: 'Nothing: the release is proved.',
      meaning: 'Every rule was asked and none objected, without a break, through the soak.',
      investigate: 'The receipts of the verdict name each fact.',
      remedy: 'None is needed.',
    },
    ko: {
      message: '준비된 파드 {pods}개가 정확히 {image} 이미지로 실행 중이며, {soak}초 동안 모든 조건이 유지되었습니다.',
      next: '할 일이 없습니다. 릴리스가 증명되었습니다.',
      meaning: '모든 규칙을 확인했고, 안정화 시간 내내 어긋난 것이 하나도 없었습니다.',
      investigate: '판정에 붙은 영수증이 사실 하나하나를 가리킵니다.',
      remedy: '따로 할 일은 없습니다.',
    },
  },
  ROUTE_PENDING: {
    en: {
      message: 'The release is proved inside the cluster; {hosts} waits for an approval.',
      next: 'Ask an admin to approve the public name.',
      meaning: 'Everything holds, but a public name is not approved yet, so nobody outside reaches it.',
      investigate: 'See the exposure requests with `lounge status`.',
      remedy: 'Have the exposure approved; the release needs no change.',
    },
    ko: {
      message: '클러스터 안에서는 릴리스가 증명되었습니다. {hosts} 주소는 승인을 기다리고 있습니다.',
      next: '관리자에게 공개 주소 승인을 요청하세요.',
      meaning: '모든 조건이 갖춰졌지만 공개 주소가 아직 승인되지 않아 밖에서는 접속할 수 없습니다.',
      investigate: '`lounge status`에서 공개 요청을 확인하세요.',
      remedy: '공개 요청을 승인받으면 됩니다. 릴리스를 고칠 필요는 없습니다.',
    },
  },
  SOAKING: {
    en: {
      message: 'Everything holds; {remaining} s of the soak of {soak} s are left.',
      next: 'Wait.',
      meaning: 'All conditions hold, but not yet for long enough.',
      investigate: 'Watch it with `lounge verify --watch`.',
      remedy: 'None is needed.',
    },
    ko: {
      message: '모든 조건이 갖춰졌습니다. 안정화 시간 {soak}초 가운데 {remaining}초가 남았습니다.',
      next: '기다리세요.',
      meaning: '모든 조건이 갖춰졌지만 아직 충분히 오래 유지되지는 않았습니다.',
      investigate: '`lounge verify --watch`로 지켜볼 수 있습니다.',
      remedy: '따로 할 일은 없습니다.',
    },
  },
  SOAK: {
    en: {
      message: 'The pod {pod} {what} before the soak of {soak} s was over.{logs}',
      next: 'Read why: `lounge logs {service} --previous`.',
      meaning: 'A pod of this release restarted, was deleted or stopped being ready while it was on probation.',
      investigate: 'See the last termination of the container, its last log lines, and who deleted the pod.',
      remedy: 'Mend what ends the process (memory, an unhandled error, a failing probe), then ship again.',
    },
    ko: {
      message: '안정화 시간 {soak}초가 끝나기 전에 파드 {pod}에 문제가 생겼습니다: {what}.{logs}',
      next: '`lounge logs {service} --previous`로 원인을 확인하세요.',
      meaning: '안정화 시간 중에 이 릴리스의 파드가 재시작되거나 삭제되거나 준비 상태를 잃었습니다.',
      investigate: '컨테이너의 마지막 종료 이유와 마지막 로그, 파드를 삭제한 주체를 확인하세요.',
      remedy: '프로세스가 끝나는 원인(메모리, 처리하지 않은 오류, 실패하는 프로브)을 고친 뒤 다시 ship 하세요.',
    },
  },
  DEADLINE: {
    en: {
      message: 'The release was not proved within {seconds} s; it was held up by {rule}.',
      next: 'Read `lounge explain {rule}`, mend that, and ship again.',
      meaning: 'The deadline holds for the whole judgement, whatever was waited for.',
      investigate: 'The verdict names the rule that held it up and its receipts.',
      remedy: 'Mend what that rule waits for; a slow start needs a longer `deadlineSeconds`.',
    },
    ko: {
      message: '{seconds}초 안에 릴리스가 증명되지 않았습니다. {rule} 때문에 더 나아가지 못했습니다.',
      next: '`lounge explain {rule}`을 읽고 원인을 고친 뒤 다시 ship 하세요.',
      meaning: '기한은 무엇을 기다리고 있었든 판정 전체에 적용됩니다.',
      investigate: '판정에 지연시킨 규칙과 그 영수증이 적혀 있습니다.',
      remedy: '그 규칙이 기다리는 것을 고치세요. 시작이 느린 서비스라면 `deadlineSeconds`를 늘리세요.',
    },
  },
} satisfies Record<string, VerdictText>;
