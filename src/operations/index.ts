import type { Text } from '../domain/messages/define-messages.ts';
import type { DefinedOperation, Operation } from './define-operation.ts';
import { LOCAL_ENGINE } from '../domain/local-engine.ts';
import { localEngineTexts } from '../domain/messages/local-engine.ts';

/** One operation of the list, loaded when it is called: the program starts, and helps, without reading any. */
export interface OperationEntry {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: Text;
  /** Not listed in help: for hooks and the like. */
  readonly hidden: boolean;
  load(): Promise<Operation>;
}

function entry(
  name: string,
  summary: Text,
  load: () => Promise<unknown>,
  { hidden = false }: { hidden?: boolean } = {},
): OperationEntry {
  return { name, summary, hidden, load: async () => ({ ...((await load()) as DefinedOperation), summary }) };
}

/** Every operation there is. Adding one: its folder, and one line here. */
export const operations: readonly OperationEntry[] = [
  entry(
    'quickstart',
    {
      en: 'The whole path, live, on this machine: a lounge, a service, a proven release',
      ko: '이 컴퓨터에서 전체 길을 한 번에: 라운지, 서비스, 증명된 릴리스',
    },
    async () => (await import('./quickstart/operation.ts')).quickstartOperation,
  ),
  entry('init', localEngineTexts.initSummary, async () => (await import('./init/operation.ts')).initOperation),
  entry(
    'bootstrap',
    {
      en: 'Make a lounge of a cluster with Argo CD: projects, policies, roles, logins, root-app; each step proved',
      ko: 'Argo CD가 있는 클러스터를 라운지로: 프로젝트, 정책, 역할, 로그인, root-app을 단계마다 증명',
    },
    async () => (await import('./bootstrap/operation.ts')).bootstrapOperation,
  ),
  entry(
    'kubeconfig',
    {
      en: 'A kubeconfig for a role of the lounge: what whoever ships needs of the cluster, and no more',
      ko: '라운지의 역할에게 줄 kubeconfig: 배포하는 쪽이 클러스터에서 필요한 만큼만',
    },
    async () => (await import('./kubeconfig/operation.ts')).kubeconfigOperation,
  ),
  entry(
    'new',
    {
      en: 'Scaffold a service from a template, or take in code that exists',
      ko: '템플릿으로 서비스를 만들거나 있는 코드를 가져오기',
    },
    async () => (await import('./new/operation.ts')).newOperation,
  ),
  entry(
    'check',
    { en: 'Judge the committed tree by the policy', ko: '커밋된 트리를 정책으로 검사' },
    async () => (await import('./check/operation.ts')).checkOperation,
  ),
  entry(
    'run',
    {
      en: 'Run the built image of a service on this machine, as its pod would run',
      ko: '서비스 이미지를 이 컴퓨터에서 파드처럼 실행',
    },
    async () => (await import('./run/operation.ts')).runOperation,
  ),
  entry(
    'rehearse',
    {
      en: 'Run the committed tree in a throw-away namespace of this machine, and judge it',
      ko: '커밋된 트리를 이 컴퓨터의 임시 네임스페이스에서 돌려 보고 판정',
    },
    async () => (await import('./rehearse/operation.ts')).rehearseOperation,
  ),
  entry(
    'ship',
    {
      en: 'Release a service: check, rehearse, build, push, bump, commit, sync, verify',
      ko: '서비스 배포: 검사, 리허설, 빌드, 푸시, 태그 변경, 커밋, 동기화, 검증',
    },
    async () => (await import('./ship/operation.ts')).shipOperation,
  ),
  entry(
    'promote',
    {
      en: 'Move the very image that passed in one environment to another; nothing is built',
      ko: '한 환경에서 통과한 바로 그 이미지를 다른 환경으로 승격(빌드하지 않음)',
    },
    async () => (await import('./promote/operation.ts')).promoteOperation,
  ),
  entry(
    'approve',
    {
      en: 'A person allows a release to be promoted where lounge.yaml asks for it; kept in git',
      ko: 'lounge.yaml이 요구하는 환경으로의 승격을 사람이 승인(git에 기록)',
    },
    async () => (await import('./approve/operation.ts')).approveOperation,
  ),
  entry(
    'build',
    { en: 'Build the image of a service from what is committed', ko: '커밋된 내용으로 서비스 이미지 빌드' },
    async () => (await import('./build/operation.ts')).buildOperation,
  ),
  entry(
    'push',
    {
      en: 'Push the image that `lounge build` made, under a reserved tag',
      ko: '`lounge build`가 만든 이미지를 예약된 태그로 푸시',
    },
    async () => (await import('./push/operation.ts')).pushOperation,
  ),
  entry(
    'bump',
    {
      en: 'Pin a pushed image in the overlay, comments kept, proved by rendering',
      ko: '푸시된 이미지를 오버레이에 고정(주석 유지, 렌더로 확인)',
    },
    async () => (await import('./bump/operation.ts')).bumpOperation,
  ),
  entry(
    'verify',
    { en: 'Judge the release that runs, whoever made it', ko: '누가 배포했든 지금 도는 릴리스를 판정' },
    async () => (await import('./verify/operation.ts')).verifyOperation,
  ),
  entry(
    'status',
    { en: 'One view: the verdict of each release, and how it is now', ko: '한눈에 보기: 릴리스의 판정과 지금의 상태' },
    async () => (await import('./status/operation.ts')).statusOperation,
  ),
  entry(
    'logs',
    { en: 'The last log lines of a service, of all its pods', ko: '서비스의 모든 파드에서 마지막 로그 보기' },
    async () => (await import('./logs/operation.ts')).logsOperation,
  ),
  entry(
    'history',
    {
      en: 'Releases, newest first, from git, the registry and the store',
      ko: '릴리스 이력(최신순): git, 레지스트리, 저장소',
    },
    async () => (await import('./history/operation.ts')).historyOperation,
  ),
  entry(
    'rollback',
    {
      en: 'Undo the last release of a service by a git revert, and judge what runs then',
      ko: '서비스의 마지막 릴리스를 git revert로 되돌리고 판정',
    },
    async () => (await import('./rollback/operation.ts')).rollbackOperation,
  ),
  entry(
    'resume',
    { en: 'Go on with releases that were interrupted', ko: '중단된 릴리스를 이어서 진행' },
    async () => (await import('./resume/operation.ts')).resumeOperation,
  ),
  entry(
    'explain',
    {
      en: 'Tell the story of a release with its evidence, or what a code means and how to mend it',
      ko: '릴리스의 경과를 증거와 함께 설명하거나, 코드의 뜻과 고치는 법을 설명',
    },
    async () => (await import('./explain/operation.ts')).explainOperation,
  ),
  entry(
    'replay',
    { en: 'Judge a recording, and show the verdict at each change', ko: '기록을 판정하고 판정이 바뀔 때마다 보기' },
    async () => (await import('./replay/operation.ts')).replayOperation,
  ),
  entry(
    'secrets apply',
    {
      en: 'Put the declared secrets of a service from .env into the cluster',
      ko: '선언된 비밀을 .env에서 클러스터로 넣기',
    },
    async () => (await import('./secrets/operations.ts')).secretsApply,
  ),
  entry(
    'secrets status',
    {
      en: 'Compare the declared secrets with the cluster, without showing a value',
      ko: '값을 보이지 않고 선언된 비밀을 클러스터와 비교',
    },
    async () => (await import('./secrets/operations.ts')).secretsStatus,
  ),
  entry(
    'doctor',
    {
      en: 'Is everything there that a release needs? What is not, and how to mend it',
      ko: '릴리스에 필요한 것이 모두 있는지, 없다면 어떻게 고치는지',
    },
    async () => (await import('./doctor/operation.ts')).doctorOperation,
  ),
  entry(
    `${LOCAL_ENGINE} up`,
    localEngineTexts.upSummary,
    async () => (await import('./local-engine/operations.ts')).localEngineUp,
  ),
  entry(
    `${LOCAL_ENGINE} down`,
    localEngineTexts.downSummary,
    async () => (await import('./local-engine/operations.ts')).localEngineDown,
  ),
  entry(
    `${LOCAL_ENGINE} status`,
    localEngineTexts.statusSummary,
    async () => (await import('./local-engine/operations.ts')).localEngineStatus,
  ),
  entry(
    `${LOCAL_ENGINE} reset`,
    localEngineTexts.resetSummary,
    async () => (await import('./local-engine/operations.ts')).localEngineReset,
  ),
  entry(
    'gate',
    { en: 'Judge a push (the pre-receive hook of a remote)', ko: '푸시를 판정(원격의 pre-receive 훅)' },
    async () => (await import('./gate/operation.ts')).gateOperation,
    { hidden: true },
  ),
];

/** Flags of every command that take the next word. */
const TAKES_VALUE = new Set(['--lang', '--folder', '-C']);

/** The operation that the arguments name (the longest name wins), the arguments without it, and the bare words. */
export function findOperation(argv: readonly string[]): {
  readonly entry: OperationEntry | undefined;
  readonly rest: readonly string[];
  readonly words: readonly string[];
} {
  const places = argv.flatMap((word, index) =>
    word.startsWith('-') || TAKES_VALUE.has(argv[index - 1] ?? '') ? [] : [index],
  );
  const words = places.map((index) => argv[index] ?? '');
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const entry = words.length >= length ? operations.find((candidate) => candidate.name === name) : undefined;
    const used = places.slice(0, length);
    if (entry) return { entry, rest: argv.filter((_, index) => !used.includes(index)), words };
  }
  return { entry: undefined, rest: argv, words };
}
