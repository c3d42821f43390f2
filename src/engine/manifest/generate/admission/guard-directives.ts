import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { engineNamespaces } from '../engine-namespaces.ts';
import { WORKLOAD_KINDS } from '../generate-projects.ts';
import type { AdmissionPolicy } from './admission-policy.ts';
import { celAnnotation, celList } from './cel-text.ts';

const HOOKS = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip'];

/** Annotations by which Argo CD would delete what runs. */
export function guardDirectives(config: LoungeConfig, engine: string): AdmissionPolicy {
  const options = celAnnotation('argocd.argoproj.io/sync-options');
  const hook = celAnnotation('argocd.argoproj.io/hook');
  const policy = celAnnotation('argocd.argoproj.io/hook-delete-policy');
  return {
    about: 'directives',
    namespaces: engineNamespaces(config, engine),
    rules: [...new Set(WORKLOAD_KINDS.map(({ group }) => group))].map((group) => ({
      apiGroups: [group],
      resources: WORKLOAD_KINDS.filter((kind) => kind.group === group).map(({ kind }) => pluralOf(kind)),
      operations: ['CREATE', 'UPDATE'],
    })),
    conditions: [
      {
        name: 'changes',
        expression:
          'oldObject == null || object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({})',
      },
    ],
    checks: [
      {
        expression: `!${options}.contains('Force=true') && !${options}.contains('Replace=true')`,
        message:
          'With this sync option Argo CD deletes the object and creates it anew. Take argocd.argoproj.io/sync-options: Force, Replace out; give what cannot be changed a new name.',
      },
      {
        expression: `request.resource.resource == 'jobs' ? ${hook} == '' || ${hook}.split(',').all(word, word.trim() in ${celList(HOOKS)}) : ${hook} == '' && ${policy} == ''`,
        message:
          'Argo CD deletes a hook before it creates it, or after it has run. Only a Job may be one, as PreSync, Sync, PostSync or SyncFail.',
      },
      {
        expression: `object.metadata.?annotations.orValue({}).all(key, !key.startsWith('helm.sh/hook'))`,
        message: 'Argo CD takes Helm hooks for its own. Write a Job with argocd.argoproj.io/hook instead.',
      },
    ],
  };
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
