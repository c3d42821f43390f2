import type { LocalizedText } from '../localized-text.ts';

/** Phrases that fill a placeholder of a verdict's sentence. */
export const verdictPhrases = {
  restarted: { en: 'restarted', ko: '재시작됨' },
  oomKilled: { en: 'was killed for using too much memory (OOMKilled)', ko: '메모리 초과로 강제 종료됨(OOMKilled)' },
  deleted: { en: 'was deleted', ko: '삭제됨' },
  notReady: { en: 'stopped being ready', ko: '준비 상태를 잃음' },
  notPinned: { en: 'the image is not pinned to a digest', ko: '이미지가 다이제스트로 고정되지 않음' },
  otherImage: { en: 'it gives another image', ko: '다른 이미지가 나옴' },
  noImage: { en: 'no image of the service is in it', ko: '서비스의 이미지가 들어 있지 않음' },
  notUpdated: { en: 'not all are updated', ko: '아직 다 갱신되지 않음' },
  oldCounted: { en: 'old ones are still counted', ko: '이전 파드가 아직 남아 있음' },
  notAllReady: { en: 'not all are ready', ko: '아직 다 준비되지 않음' },
  notAvailable: { en: 'not all are available', ko: '아직 다 가용 상태가 아님' },
  notProven: { en: 'their image is not known yet', ko: '실행 중인 이미지를 아직 모름' },
  terminating: { en: 'terminating', ko: '종료 중' },
  running: { en: 'running', ko: '실행 중' },
  suspended: { en: 'suspended', ko: '일시 중단됨' },
  notSeen: { en: 'not seen yet', ko: '아직 관측되지 않음' },
  notListed: { en: 'not listed yet', ko: '아직 목록을 받지 못함' },
  listIncomplete: { en: 'the list is not complete', ko: '목록이 완전하지 않음' },
  fieldType: { en: 'a field is missing or of a wrong type', ko: '필드가 없거나 형식이 잘못됨' },
  refreshUnanswered: {
    en: 'a refresh was not acknowledged for 10 s',
    ko: '새로 고침 요청이 10초 동안 처리되지 않음',
  },
  noRevision: { en: 'no revision', ko: '빈 리비전' },
  noService: { en: 'there is no such Service', ko: '그런 서비스가 없음' },
  noSelector: { en: 'its selector matches none of them', ko: '셀렉터가 파드와 맞지 않음' },
  noPort: { en: 'no endpoint has the port', ko: '해당 포트를 가진 엔드포인트가 없음' },
  noReadyEndpoint: { en: 'no endpoint is ready', ko: '준비된 엔드포인트가 없음' },
  operationRequested: { en: 'the operation is requested', ko: '작업이 요청됨' },
} satisfies Record<string, LocalizedText>;
