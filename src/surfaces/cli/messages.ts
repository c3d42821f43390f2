import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  tagline: {
    en: 'Ships services to Kubernetes along one guarded path. No success that was not proved.',
    ko: '하나의 안전한 길로 쿠버네티스에 서비스를 배포합니다. 증명되지 않은 성공은 없습니다.',
  },
  usage: { en: 'Usage:', ko: '사용법:' },
  commands: { en: 'Commands:', ko: '명령:' },
  options: { en: 'Options:', ko: '옵션:' },
  arguments: { en: 'Arguments:', ko: '인자:' },
  moreHelp: {
    en: 'Help of a command: lounge <command> --help',
    ko: '명령의 도움말: lounge <command> --help',
  },
  example: { en: 'Example:', ko: '예:' },
  exitCodes: {
    en: 'Exit codes: 0 good · 1 failed (verdict, findings, build) · 2 usage · 3 not proved yet · 4 refused by the guarded path · 5 something needed does not answer · 70 bug · 130 cancelled',
    ko: '종료 코드: 0 정상 · 1 실패(판정, 발견, 빌드) · 2 사용법 오류 · 3 아직 증명되지 않음 · 4 안전한 길이 거부함 · 5 필요한 것이 응답하지 않음 · 70 버그 · 130 취소',
  },
  optionHelp: { en: 'show this help', ko: '도움말 보기' },
  optionVersion: { en: 'show the version', ko: '버전 보기' },
  optionJson: { en: 'print the result as JSON', ko: '결과를 JSON으로 출력' },
  optionLang: { en: 'language of messages: en or ko', ko: '메시지 언어: en 또는 ko' },
  optionFolder: { en: 'work as if started in this folder', ko: '이 폴더에서 시작한 것처럼 실행' },
  optionQuiet: { en: 'no progress', ko: '진행 상황을 표시하지 않음' },
  default: { en: 'default', ko: '기본값' },
  nearest: { en: 'Did you mean `{name}`? ', ko: '`{name}`을(를) 찾으셨나요? ' },
  missingArgument: { en: '<{name}> is missing.', ko: '<{name}> 값이 없습니다.' },
  askFor: { en: '{name}: {meaning}', ko: '{name}: {meaning}' },
  error: { en: 'error', ko: '오류' },
  hint: { en: 'hint', ko: '도움말' },
  bug: {
    en: 'This is a bug in lounge; nothing of yours caused it. Please report it with the lines above.',
    ko: 'lounge의 버그입니다. 사용자의 잘못이 아닙니다. 위의 내용과 함께 알려 주세요.',
  },
  completionHint: {
    en: 'Completion: add `eval "$(lounge completion bash)"` (or zsh, fish) to your shell’s start file.',
    ko: '자동 완성: 셸 시작 파일에 `eval "$(lounge completion bash)"`(또는 zsh, fish)를 넣으세요.',
  },
  secondInterrupt: {
    en: 'Stopping after this effect; press Ctrl-C again to stop hard.',
    ko: '이 작업까지만 하고 멈춥니다. 한 번 더 Ctrl-C를 누르면 즉시 멈춥니다.',
  },
});
