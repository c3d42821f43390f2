import type { ErrorText } from './index.ts';

export const imageErrors = {
  REGISTRY_UNREACHABLE: {
    en: { message: 'The registry {registry} does not answer: {problem}', hint: 'Check the address and the network; on one machine: `lounge sandbox up`.' },
    ko: { message: '레지스트리 {registry}가 응답하지 않습니다: {problem}', hint: '주소와 네트워크를 확인하세요. 한 대에서 쓰는 중이라면 `lounge sandbox up`.' },
  },
  REGISTRY_LOGIN: {
    en: { message: 'The registry {registry} refuses the login of {user}.', hint: 'Check REGISTRY_USER and REGISTRY_PASSWORD in .env.' },
    ko: { message: '레지스트리 {registry}가 {user}의 로그인을 거부했습니다.', hint: '.env의 REGISTRY_USER와 REGISTRY_PASSWORD를 확인하세요.' },
  },
  REGISTRY_FAILED: {
    en: { message: 'The registry {registry} answered {status}: {problem}', hint: 'The registry may be full or broken; the same command can be run again.' },
    ko: { message: '레지스트리 {registry}가 {status}로 응답했습니다: {problem}', hint: '레지스트리가 가득 찼거나 고장났을 수 있습니다. 같은 명령을 다시 실행할 수 있습니다.' },
  },
  REGISTRY_DIGEST_MISMATCH: {
    en: { message: 'The registry has {found} under {reference}, but {expected} was pushed.', hint: 'Somebody else wrote this tag; ship again to get a new one.' },
    ko: { message: '{reference}에 {expected}를 푸시했지만 레지스트리에는 {found}가 있습니다.', hint: '다른 누군가가 이 태그를 썼습니다. 다시 ship 하면 새 태그를 받습니다.' },
  },
} satisfies Record<string, ErrorText>;
