import { defineMessages } from '../../domain/messages/define-messages.ts';

export const say = defineMessages({
  clean: {
    en: 'No findings: {rules:rule|rules} over {files:file|files} of {commit}.',
    ko: '발견 없음: {commit}의 파일 {files}개에 규칙 {rules}개.',
  },
  summary: {
    en: '{errors:error|errors}, {warnings:warning|warnings}, {infos:note|notes}: {rules:rule|rules} over {files:file|files} of {commit}.',
    ko: '오류 {errors}, 경고 {warnings}, 참고 {infos}: {commit}의 파일 {files}개에 규칙 {rules}개.',
  },
  finding: {
    en: '{place}  {severity}  {rule}\n  {message}\n  fix: {fix}',
    ko: '{place}  {severity}  {rule}\n  {message}\n  고치는 법: {fix}',
  },
  uncommitted: {
    en: 'Only what is committed was checked; not committed: {files}',
    ko: '커밋된 것만 검사했습니다. 커밋하지 않은 것: {files}',
  },
});
