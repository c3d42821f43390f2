import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  made: {
    en: '{service} from template {template}: {count:file|files}, commit {commit}',
    ko: '{template} 템플릿으로 {service} 생성: 파일 {count}개, 커밋 {commit}',
  },
  madeUncommitted: {
    en: '{service} from template {template}: {count:file|files}, not committed',
    ko: '{template} 템플릿으로 {service} 생성: 파일 {count}개, 커밋하지 않음',
  },
  serviceMissing: { en: '<service> is missing.', ko: '<service> 값이 없습니다.' },
  next: { en: 'Next: lounge ship {service}', ko: '다음: lounge ship {service}' },
  plan: { en: 'Would write:', ko: '쓸 파일:' },
  templates: { en: '{name}  {title}', ko: '{name}  {title}' },
  proposed: {
    en: 'Proposed a Dockerfile for {runtime}: {reason}. Read it before you ship.',
    ko: '{runtime}용 Dockerfile을 제안했습니다: {reason}. 배포 전에 읽어 보세요.',
  },
  overlays: {
    en: 'Overlays for {environments}: {files}, commit {commit}',
    ko: '{environments} 오버레이: {files}, 커밋 {commit}',
  },
  overlaysUncommitted: {
    en: 'Overlays for {environments}: {files}, not committed',
    ko: '{environments} 오버레이: {files}, 커밋하지 않음',
  },
  nextBootstrap: {
    en: 'First, once: lounge bootstrap --environment {environment}',
    ko: '먼저 한 번: lounge bootstrap --environment {environment}',
  },
  nextThere: {
    en: 'Next: lounge ship {service} --environment {environment}',
    ko: '다음: lounge ship {service} --environment {environment}',
  },
  image: {
    en: '{service} runs {image}: {count:file|files}, commit {commit}',
    ko: '{service}은(는) {image}을(를) 실행합니다: 파일 {count}개, 커밋 {commit}',
  },
  imageUncommitted: {
    en: '{service} runs {image}: {count:file|files}, not committed',
    ko: '{service}은(는) {image}을(를) 실행합니다: 파일 {count}개, 커밋하지 않음',
  },
  noPreset: {
    en: 'Nothing is known of this image: look at its user, port, probes and folders in the manifests before you ship.',
    ko: '이 이미지에 대해 알려진 것이 없습니다. 배포 전에 매니페스트의 사용자, 포트, 프로브, 폴더를 확인하세요.',
  },
  variables: {
    en: 'Put values for {names} into .env; they reach the cluster as a Secret, never through git.',
    ko: '.env에 {names} 값을 넣으세요. git을 거치지 않고 Secret으로 클러스터에 전달됩니다.',
  },
  takenIn: {
    en: '{service} taken in from {folder}: {count:file|files}, commit {commit}',
    ko: '{folder}에서 {service}을(를) 가져옴: 파일 {count}개, 커밋 {commit}',
  },
});
