import { containerOf, environment, service, web, type Manifest } from '../harness/manifests.ts';
import { pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const changed = (change: (workload: Manifest) => void) => () => {
  const workload = web();
  change(workload);
  return [workload, service()];
};
const good = { verdict: 'PASS', by: 45_000, notBefore: 20_000 };
const imageBefore = async (world: ReleaseWorld) => {
  await world.here(
    'set',
    'image',
    'deployment/web',
    `web=${(await world.pushImage('v202601010900')).digest}`.replace('web=', `web=${world.image}:v202601010900@`),
  );
};

/** Denies what the expression does not allow, in the namespace of the scenario alone. */
const policy =
  (group: string, resource: string, expression: string) =>
  async (world: ReleaseWorld): Promise<void> => {
    const name = world.namespace;
    await world.apply({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
          resourceRules: [
            { apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: [resource] },
          ],
        },
        validations: [{ expression, message: 'the label forbidden is not allowed' }],
      },
    });
    await world.apply({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    });
  };
const withoutPolicy = async (world: ReleaseWorld): Promise<void> => {
  const policies = ['validatingadmissionpolicybinding', 'validatingadmissionpolicy'];
  for (const kind of policies) await world.kubectl(['delete', kind, world.namespace, '--ignore-not-found']);
};

const refused: readonly Scenario[] = [
  {
    name: 'quota',
    seconds: 15,
    prepare: (world) =>
      world.apply({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few', namespace: world.namespace },
        spec: { hard: { pods: '1' } },
      }),
    expect: { verdict: 'FAIL', reason: 'REPLICA_FAILURE', by: 10_000 },
  },
  {
    name: 'limit-range',
    extra: true,
    seconds: 15,
    prepare: (world) =>
      world.apply({
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'small', namespace: world.namespace },
        spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
      }),
    release: changed((workload) => (containerOf(workload).resources = { limits: { memory: '128Mi' } })),
    expect: { verdict: 'FAIL', reason: 'REPLICA_FAILURE', by: 10_000 },
  },
  {
    name: 'policy-denies-pods',
    seconds: 15,
    prepare: policy('', 'pods', "!has(object.metadata.labels) || !('forbidden' in object.metadata.labels)"),
    release: changed((workload) => (workload.spec.template.metadata.labels.forbidden = 'yes')),
    afterwards: withoutPolicy,
    expect: { verdict: 'FAIL', reason: 'REPLICA_FAILURE', by: 10_000 },
  },
  {
    name: 'policy-denies-workload',
    seconds: 45,
    prepare: policy('apps', 'deployments', "!('forbidden' in object.metadata.labels)"),
    release: changed((workload) => (workload.metadata.labels.forbidden = 'yes')),
    afterwards: withoutPolicy,
    expect: { verdict: 'FAIL', reason: 'SYNC_FAILED', by: 40_000 },
  },
  {
    name: 'immutable-selector',
    seconds: 15,
    release: changed((workload) => {
      workload.spec.selector.matchLabels.more = 'yes';
      workload.spec.template.metadata.labels.more = 'yes';
    }),
    expect: { verdict: 'FAIL', reason: 'SYNC_FAILED', by: 10_000 },
  },
  {
    name: 'invalid-object',
    extra: true,
    seconds: 15,
    release: changed((workload) => (containerOf(workload).ports[0].containerPort = 99_999)),
    expect: { verdict: 'FAIL', reason: 'SYNC_FAILED', by: 10_000 },
  },
  {
    name: 'kind-not-permitted',
    seconds: 15,
    release: () => [
      web(),
      service(),
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'more' }, rules: [] },
    ],
    expect: { verdict: 'FAIL', reason: 'SYNC_FAILED', by: 12_000 },
  },
  {
    name: 'kustomize-broken',
    seconds: 15,
    kustomization: { resources: ['objects.yaml', 'absent.yaml'] },
    expect: { verdict: 'FAIL', reason: 'NOOP_BUMP|APP_CONDITION', by: 12_000 },
  },
  {
    name: 'project-unknown',
    seconds: 20,
    during: async (world) => {
      await pauseMs(2000);
      const patch = '{"spec":{"project":"nowhere"}}';
      await world.kubectl(['-n', 'argocd', 'patch', 'application', world.name, '--type=merge', '-p', patch]);
      // Argo CD notices it only when it looks again.
      await world.refresh();
    },
    expect: { verdict: 'FAIL', reason: 'APP_CONDITION', by: 15_000 },
  },
  {
    name: 'paused',
    seconds: 12,
    release: changed((workload) => (workload.spec.paused = true)),
    expect: { verdict: 'FAIL', reason: 'PAUSED', by: 8000 },
  },
  {
    name: 'progress-deadline',
    seconds: 30,
    header: { deadlineSeconds: 60 },
    release: changed((workload) => {
      workload.spec.progressDeadlineSeconds = 12;
      containerOf(workload).env = environment({ PORT: 9090 });
    }),
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 22_000 },
  },
];

const untrue: readonly Scenario[] = [
  {
    name: 'hook-skip',
    seconds: 20,
    release: changed((workload) => (workload.metadata.annotations = { 'argocd.argoproj.io/hook': 'Skip' })),
    expect: { verdict: 'FAIL', reason: 'LIVE_TEMPLATE_DIFFERS|WORKLOAD_ABSENT', by: 15_000 },
  },
  {
    name: 'image-ignored',
    extra: true,
    seconds: 20,
    application: (application) => {
      const jqPathExpressions = ['.spec.template.spec.containers[].image'];
      application.spec.ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jqPathExpressions }];
      application.spec.syncPolicy.syncOptions = ['RespectIgnoreDifferences=true'];
    },
    expect: { verdict: 'FAIL', reason: 'LIVE_TEMPLATE_DIFFERS', by: 15_000 },
  },
  {
    name: 'hand-edit-healed',
    seconds: 50,
    during: async (world) => {
      await pauseMs(9000);
      await imageBefore(world);
    },
    // The soak, and as long as the other image ran.
    expect: { verdict: 'PASS', by: 50_000, notBefore: 23_500 },
  },
  {
    name: 'hand-edit-kept',
    seconds: 32,
    application: (application) => (application.spec.syncPolicy.automated.selfHeal = false),
    during: async (world) => {
      await pauseMs(9000);
      await imageBefore(world);
    },
    expect: { verdict: 'FAIL', reason: 'WRONG_IMAGE|LIVE_TEMPLATE_DIFFERS', by: 30_000 },
  },
  {
    name: 'hand-edit-ignored',
    seconds: 32,
    application: (application) => (application.spec.syncPolicy.automated.selfHeal = false),
    during: async (world, { digest }) => {
      await world.until('deployment/web', '{.spec.template.spec.containers[0].image}', new RegExp(digest));
      await pauseMs(2000);
      // From now on Argo CD overlooks the image: what runs is Synced and Healthy for it, whatever it is.
      const jqPathExpressions = ['.spec.template.spec.containers[].image'];
      const spec = { ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jqPathExpressions }] };
      const patch = ['--type=merge', '-p', JSON.stringify({ spec })];
      await world.kubectl(['-n', 'argocd', 'patch', 'application', world.name, ...patch]);
      await pauseMs(2000);
      await imageBefore(world);
    },
    expect: { verdict: 'FAIL', reason: 'WRONG_IMAGE|LIVE_TEMPLATE_DIFFERS', by: 30_000, notBefore: 4000 },
  },
  {
    name: 'automation-off',
    extra: true,
    seconds: 25,
    header: { deadlineSeconds: 20 },
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      const patch = '{"spec":{"syncPolicy":null}}';
      await world.kubectl(['-n', 'argocd', 'patch', 'application', world.name, '--type=merge', '-p', patch]);
    },
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 21_000, notBefore: 20_000 },
  },
  {
    name: 'application-deleted',
    seconds: 16,
    during: async (world) => {
      await pauseMs(6000);
      await world.kubectl(['-n', 'argocd', 'delete', 'application', world.name]);
    },
    expect: { verdict: 'UNVERIFIED', reason: 'APPLICATION_DELETED', by: 12_000 },
  },
  {
    name: 'workload-deleted',
    extra: true,
    seconds: 20,
    application: (application) => (application.spec.syncPolicy.automated.selfHeal = false),
    during: async (world) => {
      await pauseMs(9000);
      await world.here('delete', 'deployment', 'web', '--wait=false');
    },
    expect: { verdict: 'FAIL', reason: 'SOAK|WORKLOAD_ABSENT', by: 18_000 },
  },
];

const busy: readonly Scenario[] = [
  {
    name: 'refresh-in-soak',
    extra: true,
    seconds: 45,
    during: async (world) => {
      await pauseMs(13_000);
      await world.refresh();
      await pauseMs(3000);
      const hard = ['--overwrite', 'argocd.argoproj.io/refresh=hard'];
      await world.kubectl(['-n', 'argocd', 'annotate', 'application', world.name, ...hard]);
    },
    expect: good,
  },
  {
    name: 'operation-in-soak',
    seconds: 45,
    during: async (world) => {
      await pauseMs(13_000);
      const patch = '{"operation":{"initiatedBy":{"username":"somebody"},"sync":{"prune":true}}}';
      await world.kubectl(['-n', 'argocd', 'patch', 'application', world.name, '--type=merge', '-p', patch]);
    },
    expect: good,
  },
];

/** Rules A1 to A6 and W1 to W6: what Argo CD and the API server make of the manifests. */
export const syncScenarios: readonly Scenario[] = [...refused, ...untrue, ...busy];
