import { append, edit } from '../../testing/edit-text.ts';
import { DEPLOYMENT, goodConfig } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const deployment = (from: string, to: string) => ({ files: { [DEPLOYMENT]: edit(from, to) } });
const CONTAINER = `${DEPLOYMENT}~- name: hello`;
const job = (annotations: string) => ({
  files: {
    [DEPLOYMENT]: append(
      `---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n${annotations}spec:\n  template:\n    spec:\n      containers:\n        - name: m\n          image: hello\n          command: [prisma, db, push, --accept-data-loss]\n`,
    ),
  },
});
const HOOK =
  '  annotations:\n    argocd.argoproj.io/hook: Sync\n    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation\n';

describeRules('reliability', [
  {
    rule: 'probe-missing',
    title: 'no liveness',
    change: deployment('livenessProbe', 'lifeProbe'),
    at: CONTAINER,
    says: /livenessProbe/,
  },
  { rule: 'probe-missing', title: 'a Job needs none', change: job(HOOK) },
  {
    rule: 'probe-target-invalid',
    title: 'another port',
    change: deployment('port: http', 'port: 9999'),
    at: `${DEPLOYMENT}~port: 9999`,
    says: /9999/,
  },
  { rule: 'probe-target-invalid', title: 'by number', change: deployment('port: http', 'port: 8080') },
  {
    rule: 'resources-limits-missing',
    title: 'no memory',
    change: deployment('              memory: 256Mi\n', ''),
    at: CONTAINER,
    says: /memory/,
  },
  { rule: 'resources-limits-missing', title: 'both', change: {} },
  {
    rule: 'resources-above-quota',
    title: 'one container',
    change: deployment('memory: 256Mi', 'memory: 9Gi'),
    at: `${DEPLOYMENT}~memory: 9Gi`,
    says: /more memory than one container may, 8Gi/,
  },
  {
    rule: 'resources-above-quota',
    title: 'all replicas together',
    change: deployment('replicas: 1', 'replicas: 41'),
    at: `${DEPLOYMENT}~replicas: 41`,
    says: /more cpu than the namespace, 20/,
  },
  {
    rule: 'resources-above-quota',
    title: 'more pods than there may be',
    change: deployment('replicas: 1', 'replicas: 51'),
    at: `${DEPLOYMENT}~replicas: 51`,
    says: /51 replicas are more than the 50 pods/,
  },
  { rule: 'resources-above-quota', title: 'just within it', change: deployment('replicas: 1', 'replicas: 40') },
  {
    rule: 'resources-above-quota',
    title: 'no quota',
    change: {
      ...deployment('replicas: 1', 'replicas: 90'),
      snapshot: { config: { ...goodConfig, policy: { ...goodConfig.policy, quota: 'off' } } },
    },
  },
  {
    rule: 'resources-requests-invalid',
    title: 'above the limit',
    change: deployment('memory: 64Mi', 'memory: 1Gi'),
    at: `${DEPLOYMENT}~memory: 1Gi`,
    says: /above its limit/,
  },
  {
    rule: 'resources-requests-invalid',
    title: 'not a quantity',
    change: deployment('memory: 64Mi', 'memory: 64Megs'),
    at: `${DEPLOYMENT}~memory: 64Megs`,
  },
  {
    rule: 'resources-requests-invalid',
    title: 'a unit forgotten',
    change: { files: { [DEPLOYMENT]: (text: string) => text.replaceAll(/memory: (\d+)Mi/g, 'memory: $1') } },
    at: `${DEPLOYMENT}~memory: 64`,
    says: /unit/,
  },
  { rule: 'resources-requests-invalid', title: 'equal', change: deployment('memory: 64Mi', 'memory: 256Mi') },
  {
    rule: 'rollout-strategy',
    title: 'Recreate',
    change: deployment('type: RollingUpdate', 'type: Recreate'),
    at: `${DEPLOYMENT}~type: Recreate`,
  },
  {
    rule: 'rollout-strategy',
    title: 'a rollout that cannot move',
    change: deployment('maxSurge: 1', 'maxSurge: 0'),
    at: `${DEPLOYMENT}~type: RollingUpdate`,
    says: /both 0/,
  },
  { rule: 'rollout-strategy', title: 'as generated', change: {} },
  { rule: 'job-gitops-unsafe', title: 'a fixed name', change: job(''), at: `${DEPLOYMENT}~name: migrate` },
  { rule: 'job-gitops-unsafe', title: 'a hook', change: job(HOOK) },
  {
    rule: 'job-destructive-command',
    title: 'data loss',
    change: job(HOOK),
    at: `${DEPLOYMENT}~command: [prisma, db, push, --accept-data-loss]`,
  },
  { rule: 'job-destructive-command', title: 'none', change: {} },
]);
