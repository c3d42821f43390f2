import type { RuleText } from './rule-text.ts';

export const dockerfileRules = {
  'dockerfile-missing': {
    en: {
      message: '{service} has no Dockerfile.',
      why: 'Its image cannot be built.',
      fix: 'Write {path}; `lounge new --from` proposes one.',
    },
    ko: {
      message: '{service}에 Dockerfile이 없습니다.',
      why: '이미지를 만들 수 없습니다.',
      fix: '{path}을(를) 쓰세요. `lounge new --from`이 하나를 제안합니다.',
    },
  },
  'dockerfile-syntax': {
    en: { message: '{problem}.', why: 'The build would stop here.', fix: 'Correct the line.' },
    ko: { message: '{problem}.', why: '빌드가 여기서 멈춥니다.', fix: '해당 행을 고치세요.' },
  },
  'dockerfile-non-root': {
    en: {
      message: 'The last stage runs as {user}.',
      why: 'A process that breaks out as root owns the node.',
      fix: 'End with `USER 10001:10001` (in node images `USER node` is there already).',
    },
    ko: {
      message: '마지막 단계가 {user}(으)로 실행됩니다.',
      why: 'root로 탈출한 프로세스는 노드를 차지합니다.',
      fix: '끝에 `USER 10001:10001`을 쓰세요(node 이미지에는 `USER node`가 이미 있습니다).',
    },
  },
  'dockerfile-base-tag': {
    en: {
      message: '{image} names no fixed version.',
      why: 'The next build could be made of another base.',
      fix: 'Name a version, like node:24-slim.',
    },
    ko: {
      message: '{image}에 고정된 버전이 없습니다.',
      why: '다음 빌드는 다른 베이스로 만들어질 수 있습니다.',
      fix: 'node:24-slim처럼 버전을 쓰세요.',
    },
  },
  'dockerfile-exec-form': {
    en: {
      message: '{instruction} is in shell form.',
      why: 'The shell is process 1 and does not hand on SIGTERM: the pod is killed hard at every release.',
      fix: 'Write a list: {instruction} ["program", "argument"].',
    },
    ko: {
      message: '{instruction}이(가) 셸 형식입니다.',
      why: '1번 프로세스인 셸이 SIGTERM을 전달하지 않아 릴리스할 때마다 강제로 죽습니다.',
      fix: '목록으로 쓰세요: {instruction} ["프로그램", "인자"].',
    },
  },
  'dockerfile-ignore': {
    en: {
      message: '{path} copies everything, and {pattern} is not ignored.',
      why: 'What is copied into an image can be read by whoever can pull it.',
      fix: 'Add {pattern} to {ignoreFile}.',
    },
    ko: {
      message: '{path}이(가) 모든 것을 복사하는데 {pattern}이(가) 제외되지 않았습니다.',
      why: '이미지에 들어간 것은 이미지를 받을 수 있는 누구나 읽습니다.',
      fix: '{ignoreFile}에 {pattern}을(를) 추가하세요.',
    },
  },
} satisfies Record<string, RuleText>;
