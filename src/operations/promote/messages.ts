import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  source: { en: 'from     {release} ({environment}), PASS', ko: '원본     {release} ({environment}), PASS' },
  proven: {
    en: '{release} passed and still runs in {environment}',
    ko: '{release}이(가) 통과했고 지금도 {environment}에서 실행 중',
  },
  copied: {
    en: '{image}: copied from {from}, digest read back',
    ko: '{image}: {from}에서 복사, 다이제스트 확인',
  },
  copiedAlready: { en: '{image} is there', ko: '{image}이(가) 이미 있음' },
  proveVerify: {
    en: '`lounge verify {service} --environment {environment}` judges it',
    ko: '`lounge verify {service} --environment {environment}`(으)로 판정하세요',
  },
  proveShip: {
    en: '`lounge ship {service} --environment {environment}`',
    ko: '`lounge ship {service} --environment {environment}`',
  },
  lost: { en: 'not known here (the store was lost)', ko: '알 수 없음(저장소를 잃음)' },
  unfit: { en: 'not borne out by its recording', ko: '기록과 맞지 않음' },
  noneYet: { en: 'none', ko: '없음' },
  otherImage: { en: 'the branch asks for {image}', ko: '브랜치가 {image}을(를) 요구함' },
  otherManifests: { en: 'its manifests changed since: {objects}', ko: '그 뒤 매니페스트가 바뀜: {objects}' },
  notAsProven: { en: 'now {problems}', ko: '지금 {problems}' },
  restarts: {
    en: 'A container of {release} has been restarted in {environment} since it passed; look at `lounge logs {service} --environment {environment} --previous`.',
    ko: '{release}의 컨테이너가 통과한 뒤 {environment}에서 재시작되었습니다. `lounge logs {service} --environment {environment} --previous`를 보세요.',
  },
});
