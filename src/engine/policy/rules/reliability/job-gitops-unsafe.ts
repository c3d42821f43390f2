import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const jobGitopsUnsafe = defineRule({
  id: 'job-gitops-unsafe',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    if (object.kind !== 'Job') return [];
    const annotations = object.metadata.annotations ?? {};
    const isHook = Object.hasOwn(annotations, 'argocd.argoproj.io/hook');
    if (isHook && annotations['argocd.argoproj.io/hook-delete-policy'] !== undefined) return [];
    const problem = isHook
      ? { en: 'a hook without a delete policy', ko: '삭제 정책이 없는 훅입니다' }
      : { en: 'a Job with a fixed name that is no hook', ko: '훅이 아닌 고정된 이름의 Job입니다' };
    return [{ place: place(['metadata']), parameters: { object: objectName(object), problem } }];
  },
});
