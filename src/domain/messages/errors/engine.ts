import type { ErrorText } from './index.ts';

export const engineErrors = {
  ENGINE_FAILED: {
    en: { message: 'The sandbox did not come up: {problem}', hint: 'See {log}; then `lounge sandbox up` again.' },
    ko: {
      message: '샌드박스가 시작되지 않았습니다: {problem}',
      hint: '{log}을(를) 확인한 뒤 다시 `lounge sandbox up` 하세요.',
    },
  },
  ENGINE_BUSY: {
    en: {
      message: 'Another process is starting or stopping this sandbox since {since}.',
      hint: 'Wait a moment and run the same command again.',
    },
    ko: {
      message: '다른 프로세스가 {since}부터 이 샌드박스를 시작하거나 멈추는 중입니다.',
      hint: '잠시 뒤 같은 명령을 다시 실행하세요.',
    },
  },
  ENGINE_PLATFORM: {
    en: {
      message: 'The sandbox runs on Linux; this is {platform}.',
      hint: 'Run it in a Linux container or virtual machine (Docker: `docker run -it -v "$PWD":/lounge node:24 …`), or name a cluster in lounge.yaml.',
    },
    ko: {
      message: '샌드박스는 리눅스에서 돕니다. 이 컴퓨터는 {platform}입니다.',
      hint: '리눅스 컨테이너나 가상 머신에서 실행하거나(Docker: `docker run -it -v "$PWD":/lounge node:24 …`), lounge.yaml에 클러스터를 지정하세요.',
    },
  },
} satisfies Record<string, ErrorText>;
