import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  listening: {
    en: '{service} answers at {url}; {path} says {status} {body}. Ctrl-C ends it.',
    ko: '{service} 주소: {url}. {path} 응답 {status} {body}. Ctrl-C로 종료.',
  },
  notHealthy: {
    en: '{service} listens at {url}, but {path} says {problem}',
    ko: '{service}이(가) {url}에서 듣고 있지만 {path} 응답은 {problem}',
  },
  ended: { en: '{service} ended with {exitCode}', ko: '{service} 종료 코드 {exitCode}' },
});
