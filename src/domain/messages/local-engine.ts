import { LOCAL_ENGINE } from '../local-engine.ts';
import { defineMessages, type Messages } from './define-messages.ts';

/** The command that starts the engine of this machine. */
export const START_LOCAL_ENGINE = `lounge ${LOCAL_ENGINE} up`;

/** What is said of the engine of this machine by its name; the rest of the program calls it the local engine. */
export const localEngineTexts = {
  upSummary: {
    en: 'Start the sandbox of this lounge (found again when it runs)',
    ko: '이 라운지의 샌드박스 시작(이미 돌고 있으면 그것을 찾음)',
  },
  downSummary: { en: 'Stop the sandbox; it keeps everything', ko: '샌드박스 중지(내용은 유지)' },
  statusSummary: { en: 'Show where the sandbox answers', ko: '샌드박스 주소 보기' },
  resetSummary: { en: 'Stop the sandbox and forget everything in it', ko: '샌드박스를 멈추고 모두 지움' },
  initSummary: {
    en: 'Make a lounge: repository layout, policy, guide, sandbox',
    ko: '라운지 만들기: 저장소 구조, 정책, 안내서, 샌드박스',
  },
  registryField: {
    en: 'registry, host[:port] (the sandbox’s when left out)',
    ko: '레지스트리 host[:port](생략하면 샌드박스)',
  },
  repositoryField: { en: 'git remote (the sandbox’s when left out)', ko: 'git 원격(생략하면 샌드박스)' },
  contextField: {
    en: 'kubeconfig context of a cluster with Argo CD, instead of the sandbox',
    ko: '샌드박스 대신 쓸, Argo CD가 있는 클러스터의 kubeconfig 컨텍스트',
  },
  starting: { en: 'bringing the sandbox up', ko: '샌드박스 시작' },
  stopping: { en: 'taking the sandbox down', ko: '샌드박스 중지' },
  beginning: { en: 'bringing up the sandbox', ko: '샌드박스 시작' },
  state: { en: 'sandbox     {state}{pid}', ko: '샌드박스   {state}{pid}' },
  forgotten: { en: 'The sandbox and everything in it is gone.', ko: '샌드박스와 그 안의 모든 것을 지웠습니다.' },
  startIt: { en: '`lounge sandbox up`', ko: '`lounge sandbox up`' },
  weak: {
    en: 'Pods are plain processes here; see docs/sandbox.md for what full isolation needs.',
    ko: '여기서 파드는 일반 프로세스입니다. 완전한 격리에 필요한 것은 docs/sandbox.md를 보세요.',
  },
  actMake: { en: '1 · A lounge in {folder}, with a sandbox of its own', ko: '1 · {folder}에 라운지와 전용 샌드박스' },
  tornDown: { en: 'Torn down: sandbox and folder are gone.', ko: '정리함: 샌드박스와 폴더를 지웠습니다.' },
} as const satisfies Messages;

export const sayOfLocalEngine = defineMessages(localEngineTexts);
