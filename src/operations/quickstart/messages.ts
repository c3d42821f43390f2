import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  actShip: {
    en: '2 · Ship {service}: ten steps, each with its evidence',
    ko: '2 · {service} 배포: 열 단계, 단계마다 증거',
  },
  actBreak: {
    en: '3 · Ship a version that crashes two seconds after it was ready',
    ko: '3 · 준비 완료 2초 뒤에 죽는 버전을 배포',
  },
  goesOn: {
    en: '{service} runs already ({release}); judged again.',
    ko: '{service}은(는) 이미 실행 중입니다({release}). 다시 판정했습니다.',
  },
  answers: { en: '{url} answers {status}: {body}', ko: '{url} 응답 {status}: {body}' },
  answersNot: { en: '{url} does not answer: {problem}', ko: '{url}이(가) 응답하지 않음: {problem}' },
  evidence: {
    en: 'It rests on {count:receipt|receipts}; the first: {first}',
    ko: '영수증 {count}개에 근거합니다. 첫 번째: {first}',
  },
  seconds: { en: '{seconds} s from enter to PASS', ko: '시작부터 PASS까지 {seconds}초' },
  caught: {
    en: 'The broken version: {verdict} {reason} — {message}',
    ko: '고장 난 버전: {verdict} {reason} — {message}',
  },
  back: {
    en: 'Rolled back by a git revert: {verdict}; {url} answers with {tag} again.',
    ko: 'git revert로 되돌림: {verdict}. {url} 주소가 다시 {tag} 버전으로 응답합니다.',
  },
  notBack: { en: 'The rollback is {verdict}.', ko: '되돌림 결과는 {verdict}입니다.' },
  try: {
    en: 'Three things to try, in {folder} (in a clone, lounge is `npm run lounge --`):',
    ko: '{folder}에서 해 볼 것 세 가지(저장소에서는 lounge 대신 `npm run lounge --`):',
  },
  tryBreak: {
    en: '  break it     edit apps/{service}/src/main.ts, git commit -am "feat: break it", lounge ship {service}',
    ko: '  망가뜨리기   apps/{service}/src/main.ts를 고치고 git commit -am "feat: break it", lounge ship {service}',
  },
  tryKubectl: {
    en: '  look inside  KUBECONFIG={kubeconfig} kubectl get pods -n {namespace} -l app={service}',
    ko: '  들여다보기   KUBECONFIG={kubeconfig} kubectl get pods -n {namespace} -l app={service}',
  },
  tryBrowser: { en: '  see it       open {url} in a browser', ko: '  눈으로 보기  브라우저에서 {url} 열기' },
});
