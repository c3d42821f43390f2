import { APPLICATION, BASE, DEPLOYMENT, KUSTOMIZATION } from '../../testing/good-lounge.ts';
import { append, edit } from '../../testing/edit-text.ts';
import { describeRules } from '../../testing/rule-case.ts';

const extra = (apiVersion: string, kind: string, more = '') => ({
  files: { [DEPLOYMENT]: append(`---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: extra\n${more}`) },
});
const human = { name: 'grace', role: 'human' } as const;

describeRules('scope', [
  {
    rule: 'scope-namespace',
    title: 'another namespace by the overlay',
    change: { files: { [KUSTOMIZATION]: edit('namespace: ai-lounge', 'namespace: kube-system') } },
    at: `${BASE}/deployment.yaml:4`,
    says: /kube-system; allowed: ai-lounge/,
  },
  { rule: 'scope-namespace', title: 'the namespace of the lounge', change: {} },
  {
    rule: 'scope-cluster-resource',
    title: 'a Namespace',
    change: extra('v1', 'Namespace'),
    at: `${DEPLOYMENT}~kind: Namespace`,
    says: /Namespace\/extra belongs to the whole cluster/,
  },
  { rule: 'scope-cluster-resource', title: 'a ConfigMap', change: extra('v1', 'ConfigMap') },
  {
    rule: 'scope-kind',
    title: 'a kind that nobody knows',
    change: extra('example.com/v1', 'Gadget'),
    at: `${DEPLOYMENT}~kind: Gadget`,
    says: /Gadget\/extra \(example\.com\/v1\)/,
  },
  {
    rule: 'scope-kind',
    title: 'a known kind of another group',
    change: extra('example.com/v1', 'Deployment'),
    at: `${DEPLOYMENT}~kind: Deployment`,
  },
  { rule: 'scope-kind', title: 'a ConfigMap', change: extra('v1', 'ConfigMap') },
  {
    rule: 'scope-rbac-escalation',
    title: 'a RoleBinding',
    change: extra('rbac.authorization.k8s.io/v1', 'RoleBinding'),
    at: `${DEPLOYMENT}~kind: RoleBinding`,
    says: /gives rights/,
  },
  { rule: 'scope-rbac-escalation', title: 'a ServiceAccount', change: extra('v1', 'ServiceAccount') },
  {
    rule: 'scope-foreign-source',
    title: 'a remote resource',
    change: {
      files: { [KUSTOMIZATION]: edit('- ../../base', '- ../../base\n  - https://user:secretpw@e.com/x.yaml') },
    },
    at: `${KUSTOMIZATION}:6`,
    says: /^https:\/\/e\.com/,
  },
  {
    rule: 'scope-foreign-source',
    title: 'a remote folder',
    change: { files: { [KUSTOMIZATION]: edit('../../base', 'github.com/a/b//c?ref=main') } },
    at: `${KUSTOMIZATION}:5`,
  },
  {
    rule: 'scope-foreign-source',
    title: 'helm',
    change: { files: { [KUSTOMIZATION]: append('helmCharts:\n  - name: x\n') } },
    at: `${KUSTOMIZATION}~- name: x`,
    says: /helmCharts/,
  },
  {
    rule: 'scope-foreign-source',
    title: 'another repository',
    change: { files: { [APPLICATION]: edit('git.example.com/demo.git', 'git.example.com/other.git') } },
    at: `${APPLICATION}~repoURL: https://git.example.com/other.git`,
  },
  {
    rule: 'scope-foreign-source',
    title: 'a submodule',
    change: { files: { '.gitmodules': '[submodule "x"]\n  path = x\n  url = https://e.com/x.git\n' } },
    at: '.gitmodules:3',
  },
  {
    rule: 'scope-foreign-source',
    title: 'the same repository by ssh',
    change: { files: { [APPLICATION]: edit('https://git.example.com/demo.git', 'git@git.example.com:demo.git') } },
  },
  {
    rule: 'scope-path-outside',
    title: 'a note at the root',
    change: { snapshot: { changed: ['notes/today.md'] } },
    at: 'notes/today.md',
    says: /developer changed notes\/today\.md/,
  },
  {
    rule: 'scope-path-outside',
    title: 'the service',
    change: { snapshot: { changed: ['apps/hello/server.ts', 'README.md'] } },
  },
  {
    rule: 'scope-path-outside',
    title: 'a person',
    change: { snapshot: { changed: ['notes/today.md'], actor: human } },
  },
  {
    rule: 'scope-protected-file',
    title: 'lounge.yaml by an agent',
    change: { snapshot: { changed: ['lounge.yaml'] } },
    at: 'lounge.yaml',
    says: /protected/,
  },
  {
    rule: 'scope-protected-file',
    title: 'an Application that differs',
    change: { files: { [APPLICATION]: append('# x\n') }, snapshot: { changed: [APPLICATION] } },
    at: APPLICATION,
  },
  {
    rule: 'scope-protected-file',
    title: 'an Application taken away',
    change: { files: { [APPLICATION]: undefined }, snapshot: { changed: [APPLICATION] } },
    at: APPLICATION,
  },
  {
    rule: 'scope-protected-file',
    title: 'the generated Application of a release',
    change: { snapshot: { changed: [APPLICATION] } },
  },
  {
    rule: 'scope-protected-file',
    title: 'lounge.yaml by a person',
    change: { snapshot: { changed: ['lounge.yaml'], actor: human } },
  },
  {
    rule: 'scope-link-outside',
    title: 'a link to the machine',
    change: { more: [{ path: 'apps/hello/x', mode: '120000', bytes: 9, text: '/etc/passwd' }] },
    at: 'apps/hello/x',
    says: /out of apps\/hello\//,
  },
  {
    rule: 'scope-link-outside',
    title: 'a link to another service',
    change: { more: [{ path: 'apps/hello/x', mode: '120000', bytes: 9, text: '../other/y' }] },
    at: 'apps/hello/x',
  },
  {
    rule: 'scope-link-outside',
    title: 'a link within the service',
    change: { more: [{ path: 'apps/hello/a/x', mode: '120000', bytes: 9, text: '../server.ts' }] },
  },
]);
