import { LAYOUT } from '../../../src/engine/manifest/layout.ts';
import type { Attack } from '../attack.ts';
import { applicationAttack, type Manifest } from '../build-attack.ts';

const GENERATED = 'argo-application-generated';
const setSource = (source: Manifest) => (application: Manifest) => Object.assign(application.spec.source, source);

export const applicationAttacks: readonly Attack[] = [
  applicationAttack({
    id: 'application-default-project',
    title: 'a child Application in the project `default`',
    change: ({ spec }) => {
      spec.project = 'default';
    },
    stoppedBy: { rule: 'argo-project', admission: /are in the project ai-agent-project/ },
  }),
  applicationAttack({
    id: 'application-other-namespace',
    title: 'a child Application that goes to another namespace',
    change: ({ spec }) => {
      spec.destination.namespace = 'kube-system';
    },
    stoppedBy: {
      rule: 'argo-destination',
      project: /do not match any of the allowed destinations in project/,
      admission: /do not belong together/,
    },
  }),
  applicationAttack({
    id: 'application-other-cluster',
    title: 'a child Application that goes to another cluster',
    change: ({ spec }) => {
      spec.destination.server = 'https://elsewhere.example.com';
    },
    stoppedBy: { rule: 'argo-destination', admission: /go to this cluster/ },
  }),
  applicationAttack({
    id: 'application-other-repository',
    title: 'a child Application from another repository',
    change: setSource({ repoURL: 'https://evil.example.com/x.git' }),
    stoppedBy: {
      rule: 'scope-foreign-source',
      project: /application repo https:\/\/evil.example.com\/x.git is not permitted in project/,
      admission: /come from the branch main of/,
    },
  }),
  applicationAttack({
    id: 'application-other-branch',
    title: 'a child Application from another branch',
    change: setSource({ targetRevision: 'unreviewed' }),
    stoppedBy: { rule: 'argo-target-revision', admission: /come from the branch main of/ },
  }),
  applicationAttack({
    id: 'application-other-path',
    title: 'a child Application at another path',
    change: setSource({ path: 'private/manifests' }),
    stoppedBy: { rule: 'argo-source-path', admission: /do not belong together/ },
  }),
  applicationAttack({
    id: 'application-helm',
    title: 'a child Application with Helm values',
    change: setSource({ helm: { values: 'a: b' } }),
    stoppedBy: { rule: 'argo-source-path', admission: /no Helm, plugin/ },
  }),
  applicationAttack({
    id: 'application-chart',
    title: 'a child Application of a Helm chart',
    change: setSource({ chart: 'nginx' }),
    stoppedBy: { rule: 'argo-source-path', admission: /no Helm, plugin/ },
  }),
  applicationAttack({
    id: 'application-plugin',
    title: 'a child Application rendered by a plugin',
    change: setSource({ plugin: { name: 'run-anything' } }),
    stoppedBy: { rule: 'argo-source-path', admission: /no Helm, plugin/ },
  }),
  applicationAttack({
    id: 'application-jsonnet',
    title: 'a child Application with a jsonnet directory',
    change: setSource({ directory: { jsonnet: { tlas: [{ name: 'a', value: 'b' }] } } }),
    stoppedBy: { rule: GENERATED, admission: /no Helm, plugin/ },
  }),
  applicationAttack({
    id: 'application-kustomize-settings',
    title: 'a child Application that changes images behind the overlay (`source.kustomize`)',
    change: setSource({ kustomize: { images: ['hello=evil.example.com/x:1'] } }),
    stoppedBy: { rule: GENERATED, admission: /no Helm, plugin/ },
  }),
  applicationAttack({
    id: 'application-several-sources',
    title: 'a child Application with several sources',
    change: ({ spec }) => {
      spec.sources = [spec.source];
    },
    stoppedBy: { rule: 'argo-source-path', admission: /has one source/ },
  }),
  applicationAttack({
    id: 'application-ignore-differences',
    title: 'a child Application that hides differences from Argo CD',
    change: ({ spec }) => {
      spec.ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec'] }];
    },
    stoppedBy: { rule: GENERATED, admission: /nothing that changes what is compared/ },
  }),
  applicationAttack({
    id: 'application-replace',
    title: 'a child Application with the sync option `Replace=true`',
    change: ({ spec }) => spec.syncPolicy.syncOptions.push('Replace=true'),
    stoppedBy: { rule: 'argo-sync-option', admission: /Of the sync options only/ },
  }),
  applicationAttack({
    id: 'application-force',
    title: 'a child Application with the sync option `Force=true`',
    change: ({ spec }) => spec.syncPolicy.syncOptions.push('Force=true'),
    stoppedBy: { rule: 'argo-sync-option', admission: /Of the sync options only/ },
  }),
  applicationAttack({
    id: 'application-namespace-labels',
    title: 'a child Application that relabels its namespace (`managedNamespaceMetadata`)',
    change: ({ spec }) => {
      spec.syncPolicy.managedNamespaceMetadata = { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } };
    },
    stoppedBy: { rule: GENERATED, admission: /Of the sync options only/ },
  }),
  applicationAttack({
    id: 'application-as-hook',
    title: 'a child Application that is a hook of root-app',
    change: ({ metadata }) => {
      metadata.annotations = { 'argocd.argoproj.io/hook': 'PostSync' };
    },
    stoppedBy: { rule: GENERATED, admission: /An Application is no hook/ },
  }),
  applicationAttack({
    id: 'second-root-app',
    name: 'root-two',
    title: 'a second root app',
    change: ({ spec }, { argocd }) => {
      spec.project = 'lounge-root';
      spec.source.path = LAYOUT.applications;
      spec.destination.namespace = argocd;
    },
    stoppedBy: { rule: 'argo-project', admission: /root-app alone in lounge-root/ },
  }),
];
