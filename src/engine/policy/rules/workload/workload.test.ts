import { edit } from '../../testing/edit-text.ts';
import { DEPLOYMENT, KUSTOMIZATION, lounge, OVERLAY } from '../../testing/good-lounge.ts';
import { describeRules, type RuleCase } from '../../testing/rule-case.ts';

const deployment = (from: string, to: string) => ({ files: { [DEPLOYMENT]: edit(from, to) } });
const CONTAINER = `${DEPLOYMENT}~- name: hello`;
const good = (
  [
    'workload-run-as-non-root',
    'workload-privilege-escalation',
    'workload-capabilities',
    'workload-seccomp',
    'workload-host-access',
    'workload-read-only-rootfs',
    'workload-service-account-token',
  ] as const
).map((rule): RuleCase => ({ rule, title: 'as generated', change: {} }));
/** The overlay turns a setting of the base off: the finding is where that was written. */
const patched = {
  files: {
    [`${OVERLAY}/patch.yaml`]:
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: hello\nspec:\n  template:\n    spec:\n      hostNetwork: true\n',
    [KUSTOMIZATION]: (text: string) => `${text}patches:\n  - path: patch.yaml\n`,
  },
  renders: lounge({ files: { [DEPLOYMENT]: edit('    spec:\n', '    spec:\n      hostNetwork: true\n') } }).renders,
};

describeRules('workload', [
  ...good,
  {
    rule: 'workload-run-as-non-root',
    title: 'not set',
    change: deployment('        runAsNonRoot: true\n', ''),
    at: CONTAINER,
    says: /hello may run as root/,
  },
  {
    rule: 'workload-run-as-non-root',
    title: 'user 0',
    change: deployment('runAsUser: 10001', 'runAsUser: 0'),
    at: CONTAINER,
  },
  {
    rule: 'workload-privilege-escalation',
    title: 'not forbidden',
    change: deployment('            allowPrivilegeEscalation: false\n', ''),
    at: CONTAINER,
  },
  {
    rule: 'workload-privilege-escalation',
    title: 'privileged',
    change: deployment('allowPrivilegeEscalation: false', 'privileged: true'),
    at: CONTAINER,
    says: /is privileged/,
  },
  { rule: 'workload-capabilities', title: 'kept', change: deployment('- ALL', '- KILL'), at: CONTAINER },
  {
    rule: 'workload-capabilities',
    title: 'added',
    change: deployment('            capabilities:\n', '            capabilities:\n              add: [NET_ADMIN]\n'),
    at: CONTAINER,
    says: /NET_ADMIN/,
  },
  {
    rule: 'workload-capabilities',
    title: 'the one that is allowed',
    change: deployment(
      '            capabilities:\n',
      '            capabilities:\n              add: [NET_BIND_SERVICE]\n',
    ),
  },
  { rule: 'workload-seccomp', title: 'unconfined', change: deployment('RuntimeDefault', 'Unconfined'), at: CONTAINER },
  {
    rule: 'workload-host-access',
    title: 'the host’s network',
    change: deployment('    spec:\n', '    spec:\n      hostNetwork: true\n'),
    at: `${DEPLOYMENT}~hostNetwork: true`,
  },
  {
    rule: 'workload-host-access',
    title: 'a patch of the overlay',
    change: patched,
    at: `${OVERLAY}/patch.yaml:8`,
    says: /hostNetwork/,
  },
  {
    rule: 'workload-host-access',
    title: 'a folder of the host',
    change: deployment(
      '          emptyDir:\n            sizeLimit: 64Mi',
      '          hostPath:\n            path: /var/run/docker.sock',
    ),
    at: `${DEPLOYMENT}~- name: tmp`,
    says: /hostPath/,
  },
  {
    rule: 'workload-host-access',
    title: 'a port of the host',
    change: deployment('containerPort: 8080', 'containerPort: 8080\n              hostPort: 80'),
    at: `${DEPLOYMENT}~- name: http`,
  },
  {
    rule: 'workload-read-only-rootfs',
    title: 'writable',
    change: deployment('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'),
    at: CONTAINER,
  },
  {
    rule: 'workload-service-account-token',
    title: 'not switched off',
    change: deployment('      automountServiceAccountToken: false\n', ''),
    at: `${DEPLOYMENT}~terminationGracePeriodSeconds: 30`,
  },
  {
    rule: 'workload-service-account-token',
    title: 'in a projected volume',
    change: deployment(
      '        - name: tmp\n          emptyDir:',
      '        - name: token\n          projected:\n            sources:\n              - serviceAccountToken:\n                  path: token\n        - name: tmp\n          emptyDir:',
    ),
    at: `${DEPLOYMENT}~- name: token`,
  },
]);
