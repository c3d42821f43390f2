import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const HOOKS: ReadonlySet<string> = new Set(['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip']);
const DELETES = ['Force=true', 'Replace=true'];

/** Annotations by which Argo CD deletes what runs. */
export const argoAnnotation = defineRule({
  id: 'argo-annotation',
  group: 'argo',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    Object.entries(object.metadata.annotations ?? {}).flatMap(([name, value]) => {
      const problem = problemOf(object.kind, name, String(value));
      if (!problem) return [];
      const parameters = { object: objectName(object), annotation: `${name}: ${String(value).slice(0, 100)}`, problem };
      return [{ place: place(['metadata', 'annotations', name]), parameters, key: name }];
    }),
});

function problemOf(kind: string, name: string, value: string): LocalizedText | undefined {
  if (name === 'argocd.argoproj.io/sync-options' && DELETES.some((option) => value.includes(option)))
    return {
      en: 'has Argo CD delete the object and create it anew',
      ko: 'Argo CD가 객체를 지우고 다시 만들게 합니다',
    };
  if (name.startsWith('helm.sh/hook'))
    return { en: 'is a Helm hook, which Argo CD takes for its own', ko: 'Argo CD가 자기 것으로 여기는 Helm 훅입니다' };
  const isHook = name === 'argocd.argoproj.io/hook';
  if (!isHook && name !== 'argocd.argoproj.io/hook-delete-policy') return undefined;
  if (kind !== 'Job')
    return { en: 'makes a hook of it, which Argo CD deletes', ko: '객체를 Argo CD가 지우는 훅으로 만듭니다' };
  return isHook && value.split(',').some((word) => !HOOKS.has(word.trim()))
    ? { en: 'is no phase of a sync', ko: '동기화 단계가 아닙니다' }
    : undefined;
}
