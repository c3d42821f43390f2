import type { PolicyRuleId } from '../../../src/domain/messages/policy.ts';
import type { Attack } from '../attack.ts';
import { objectAttack, type Manifest } from '../build-attack.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const IMAGE = `registry.example.com/ai-lounge/x:v1@sha256:${'b'.repeat(64)}`;
const RULES = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
const named = (apiVersion: string, kind: string, more: Manifest = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'intruder' },
  ...more,
});
const hook = {
  name: 'a.example.com',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { url: 'https://evil.example.com' },
};

function row(rule: PolicyRuleId, object: Manifest, title = `a ${object.kind}`): Attack {
  return objectAttack({
    id: `kind-${object.kind.toLowerCase()}`,
    title,
    object: () => structuredClone(object),
    stoppedBy: {
      rule,
      project: new RegExp(`${object.kind} is not permitted in project ai-agent-project`),
      admission: object.isCluster ? /belongs to the whole cluster/ : /write nothing but their Secrets/,
    },
  });
}
const cluster = (object: Manifest): Manifest => ({ ...object, isCluster: true });

export const kindAttacks: readonly Attack[] = [
  row('scope-rbac-escalation', named(RBAC, 'Role', { rules: RULES })),
  row(
    'scope-rbac-escalation',
    named(RBAC, 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'ai-lounge' }],
    }),
  ),
  row('scope-rbac-escalation', cluster(named(RBAC, 'ClusterRole', { rules: RULES }))),
  row(
    'scope-rbac-escalation',
    cluster(
      named(RBAC, 'ClusterRoleBinding', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'ai-lounge' }],
      }),
    ),
  ),
  row('scope-cluster-resource', cluster(named('v1', 'Namespace'))),
  row(
    'scope-cluster-resource',
    cluster({
      ...named('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
        spec: {
          group: 'example.com',
          scope: 'Namespaced',
          names: { plural: 'things', singular: 'thing', kind: 'Thing' },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
        },
      }),
      metadata: { name: 'things.example.com' },
    }),
  ),
  row(
    'scope-cluster-resource',
    cluster(named('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [hook] })),
  ),
  row(
    'scope-cluster-resource',
    cluster(named('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { webhooks: [hook] })),
  ),
  row(
    'scope-cluster-resource',
    cluster(
      named('v1', 'PersistentVolume', {
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/' } },
      }),
    ),
  ),
  row(
    'scope-kind',
    named('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } }),
    'a ResourceQuota, to raise its own',
  ),
  row(
    'scope-kind',
    named('apps/v1', 'DaemonSet', {
      spec: {
        selector: { matchLabels: { app: 'x' } },
        template: {
          metadata: { labels: { app: 'x' } },
          spec: { automountServiceAccountToken: false, containers: [{ name: 'x', image: IMAGE }] },
        },
      },
    }),
  ),
];
