import type { Attack } from '../attack.ts';
import { manifestAttack } from '../build-attack.ts';

const row = (id: string, title: string, annotations: Record<string, string>, admission: RegExp): Attack =>
  manifestAttack({
    id,
    group: 'Words to Argo CD in a manifest',
    title,
    file: 'deployment.yaml',
    change: ({ metadata }) => {
      metadata.annotations = annotations;
    },
    stoppedBy: { rule: 'argo-annotation', admission },
  });

export const directiveAttacks: readonly Attack[] = [
  row(
    'sync-option-force',
    'the sync option `Force=true` on an object',
    { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true, Force=true' },
    /deletes the object and creates it anew/,
  ),
  row(
    'sync-option-replace',
    'the sync option `Replace=true` on an object',
    { 'argocd.argoproj.io/sync-options': 'Replace=true' },
    /deletes the object and creates it anew/,
  ),
  row(
    'hook-deletes',
    'a Deployment as a hook that is deleted once it has run',
    { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded' },
    /Argo CD deletes a hook/,
  ),
  row('hook-helm', 'a Deployment as a Helm hook', { 'helm.sh/hook': 'pre-install' }, /takes Helm hooks for its own/),
];
