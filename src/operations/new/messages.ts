import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  made: {
    en: '{service} from template {template}: {count} files, commit {commit}',
    ko: '{template} 템플릿으로 {service} 생성: 파일 {count}개, 커밋 {commit}',
  },
  madeUncommitted: {
    en: '{service} from template {template}: {count} files, not committed',
    ko: '{template} 템플릿으로 {service} 생성: 파일 {count}개, 커밋하지 않음',
  },
  next: { en: 'Next: lounge ship {service}', ko: '다음: lounge ship {service}' },
  plan: { en: 'Would write:', ko: '쓸 파일:' },
  templates: { en: '{name}  {title}', ko: '{name}  {title}' },
  proposed: {
    en: 'Proposed a Dockerfile for {runtime}: {reason}. Read it before you ship.',
    ko: '{runtime}용 Dockerfile을 제안했습니다: {reason}. 배포 전에 읽어 보세요.',
  },
  takenIn: {
    en: '{service} taken in from {folder}: {count} files, commit {commit}',
    ko: '{folder}에서 {service}를 가져옴: 파일 {count}개, 커밋 {commit}',
  },
});
