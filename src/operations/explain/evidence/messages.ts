import { defineMessages } from '../../../domain/messages/define-messages.ts';
import { START_LOCAL_ENGINE } from '../../../domain/messages/local-engine.ts';

export const say = defineMessages({
  silent: { en: 'no answer within {seconds} s', ko: '{seconds}초 안에 응답 없음' },
  branch: {
    en: 'branch {branch} at {head}, remote at {remote}: {ahead} not pushed, {behind} not pulled, {dirty} files not committed',
    ko: '브랜치 {branch} {head}, 원격 {remote}: 푸시 안 됨 {ahead}, 안 받음 {behind}, 커밋 안 된 파일 {dirty}',
  },
  nobody: { en: 'nobody is releasing', ko: '릴리스 중인 사람 없음' },
  holder: {
    en: '{service}: {actor} on {host} since {since} ({tag})',
    ko: '{service}: {actor}({host}), {since}부터({tag})',
  },
  registryGood: { en: 'answers and takes the login of {user}', ko: '응답하고 {user}의 로그인을 받음' },
  clusterGood: { en: 'Kubernetes {version} answers', ko: 'Kubernetes {version} 응답' },
  engineDown: {
    en: `the engine of this machine is not running: \`${START_LOCAL_ENGINE}\``,
    ko: `이 컴퓨터의 엔진이 실행 중이 아님: \`${START_LOCAL_ENGINE}\``,
  },
  root: { en: '{sync}, {health}{message}', ko: '{sync}, {health}{message}' },
  absent: { en: 'there is none', ko: '없음' },
  past: { en: '{at}: {message}', ko: '{at}: {message}' },
  never: { en: 'no release here ended so', ko: '여기서는 그렇게 끝난 릴리스가 없음' },
  running: {
    en: '{state}, {ready}/{total} pods ready, {sync}, {health}{problems}{details}',
    ko: '{state}, 준비된 파드 {ready}/{total}, {sync}, {health}{problems}{details}',
  },
  noServices: { en: 'no service runs here', ko: '도는 서비스 없음' },
  clean: { en: 'no findings in {commit}', ko: '{commit}에서 발견 없음' },
  findings: { en: '{message} {fix}', ko: '{message} {fix}' },
  others: { en: '{count} findings of other rules: `lounge check`', ko: '다른 규칙의 발견 {count}건: `lounge check`' },
  secretGood: { en: '{names}: all in .env', ko: '{names}: 모두 .env에 있음' },
  secretMissing: { en: '{names}: no value in .env', ko: '{names}: .env에 값 없음' },
  noSecrets: { en: 'no service declares any', ko: '선언한 서비스 없음' },
  answers: { en: 'answers {status}', ko: '{status} 응답' },
  noToken: { en: 'CF_TUNNEL in .env is empty', ko: '.env의 CF_TUNNEL이 비어 있음' },
  token: { en: 'CF_TUNNEL in .env has a value', ko: '.env의 CF_TUNNEL에 값이 있음' },
  notExposed: {
    en: 'no service asks for a public name (service.yaml: exposed)',
    ko: '공개 이름을 원하는 서비스 없음(service.yaml: exposed)',
  },
});
