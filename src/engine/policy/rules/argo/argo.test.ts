import { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { generateProjects } from '../../../manifest/generate/generate-projects.ts';
import { append, edit } from '../../testing/edit-text.ts';
import { APPLICATION, DEPLOYMENT, goodConfig, type LoungeChange } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';
import { LOCAL_ENGINE } from '../../../../domain/local-engine.ts';

const PROJECTS = 'app-of-apps/projects.yaml';
const FAR_PROJECTS = 'app-of-apps/engines/far/projects.yaml';
const application = (from: string, to: string) => ({ files: { [APPLICATION]: edit(from, to) } });
const projects = (from: string, to: string) => ({ files: { [PROJECTS]: edit(from, to) } });

/** Production on an engine of its own, whose projects list one namespace. */
function onTwoEngines(listed: string): LoungeChange {
  const config = LoungeConfig.parse({
    ...goodConfig,
    engines: { [LOCAL_ENGINE]: { kind: LOCAL_ENGINE }, far: { kind: 'kubernetes', context: 'far' } },
    environments: { staging: { engine: LOCAL_ENGINE }, production: { engine: 'far', namespace: 'ai-lounge-two' } },
  });
  const text = generateProjects(config, 'far').replaceAll('ai-lounge-two', listed);
  return { files: { [FAR_PROJECTS]: text }, snapshot: { config } };
}

describeRules('argo', [
  {
    rule: 'argo-project',
    title: 'default',
    change: application('project: ai-agent-project', 'project: default'),
    at: `${APPLICATION}~project: default`,
  },
  {
    rule: 'argo-project',
    title: 'none',
    change: application('  project: ai-agent-project\n', ''),
    at: `${APPLICATION}~project: default`.replace('project: default', 'source:'),
    says: /project default/,
  },
  {
    rule: 'argo-project',
    title: 'an Application hidden elsewhere',
    change: {
      files: { 'app-of-apps/extra.yaml': 'kind: Application\nmetadata: {name: x}\nspec: {project: default}\n' },
    },
    at: 'app-of-apps/extra.yaml:3',
  },
  { rule: 'argo-project', title: 'the project', change: {} },
  {
    rule: 'argo-destination',
    title: 'another namespace',
    change: application('namespace: ai-lounge', 'namespace: kube-system'),
    at: `${APPLICATION}~server: https://kubernetes.default.svc`,
    says: /kube-system/,
  },
  {
    rule: 'argo-destination',
    title: 'another cluster',
    change: application('https://kubernetes.default.svc', 'https://other'),
    at: `${APPLICATION}~server: https://other`,
  },
  { rule: 'argo-destination', title: 'as generated', change: {} },
  {
    rule: 'argo-source-path',
    title: 'a typo',
    change: application('overlays/production', 'overlays/prod'),
    at: `${APPLICATION}~path: app-of-apps/overlays/hello/overlays/prod`,
    says: /no kustomization/,
  },
  {
    rule: 'argo-source-path',
    title: 'not an overlay',
    change: application('path: app-of-apps/overlays/hello/overlays/production', 'path: ../x'),
    at: `${APPLICATION}~path: ../x`,
  },
  {
    rule: 'argo-source-path',
    title: 'a chart',
    change: application('    path:', '    chart: x\n    path:'),
    at: `${APPLICATION}~path: app-of-apps/overlays/hello/overlays/production`,
    says: /chart/,
  },
  { rule: 'argo-source-path', title: 'as generated', change: {} },
  {
    rule: 'argo-target-revision',
    title: 'HEAD',
    change: application('targetRevision: main', 'targetRevision: HEAD'),
    at: `${APPLICATION}~targetRevision: HEAD`,
  },
  { rule: 'argo-target-revision', title: 'the branch', change: {} },
  {
    rule: 'argo-project-wildcard',
    title: 'every repository',
    change: projects('- https://git.example.com/demo.git', '- "*"'),
    at: `${PROJECTS}~- "*"`,
    says: /every repository/,
  },
  {
    rule: 'argo-project-wildcard',
    title: 'another namespace',
    change: projects('- namespace: ai-lounge', '- namespace: "*"'),
    at: `${PROJECTS}~- namespace: "*"`,
  },
  {
    rule: 'argo-project-wildcard',
    title: 'a kind',
    change: projects('kind: Service\n', 'kind: Secret\n'),
    at: `${PROJECTS}~- group: ""`,
    says: /Secret/,
  },
  {
    rule: 'argo-project-wildcard',
    title: 'cluster resources',
    change: projects('clusterResourceWhitelist: []', 'clusterResourceWhitelist:\n    - {group: "*", kind: "*"}'),
    at: `${PROJECTS}~- {group: "*", kind: "*"}`,
  },
  {
    rule: 'argo-project-wildcard',
    title: 'no list of kinds',
    change: projects('  namespaceResourceWhitelist:', '  x:'),
    at: `${PROJECTS}~description: "Workloads of the lounge: this repository, its namespaces, the kinds below and nothing else."`,
    says: /does not list/,
  },
  { rule: 'argo-project-wildcard', title: 'as generated', change: {} },
  {
    rule: 'argo-sync-option',
    title: 'an unknown one',
    change: application('FailOnSharedResource=true', 'ApplyOutOfSync=true'),
    at: `${APPLICATION}~- ApplyOutOfSync=true`,
    says: /unknown/,
  },
  {
    rule: 'argo-sync-option',
    title: 'a risky one',
    change: application('FailOnSharedResource=true', 'Replace=true'),
    at: `${APPLICATION}~- Replace=true`,
    says: /risky/,
  },
  { rule: 'argo-sync-option', title: 'a known one', change: {} },
  {
    rule: 'argo-application-generated',
    title: 'an invented field',
    change: application('  syncPolicy:', '  imageChange: x\n  syncPolicy:'),
    at: `${APPLICATION}~imageChange: x`,
  },
  {
    rule: 'argo-application-generated',
    title: 'another file name',
    change: { files: { 'app-of-apps/applications/other.yaml': 'kind: Application\n' } },
    at: 'app-of-apps/applications/other.yaml:1',
  },
  { rule: 'argo-application-generated', title: 'as generated', change: {} },
  {
    rule: 'argo-foreign-object',
    title: 'an Application in a service',
    change: {
      files: {
        [DEPLOYMENT]: append('---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\n'),
      },
    },
    at: `${DEPLOYMENT}~kind: Application`,
  },
  { rule: 'argo-foreign-object', title: 'none', change: {} },
  {
    rule: 'argo-project-namespace',
    title: 'an environment added later',
    change: {
      snapshot: {
        config: { ...goodConfig, environments: { production: { engine: LOCAL_ENGINE, namespace: 'ai-lounge-two' } } },
      },
    },
    at: `${PROJECTS}~- namespace: ai-lounge`,
    says: /ai-lounge-two of production/,
  },
  { rule: 'argo-project-namespace', title: 'as generated', change: {} },
  {
    rule: 'argo-project-namespace',
    title: 'an engine with projects of its own',
    change: onTwoEngines('ai-lounge-two'),
  },
  {
    rule: 'argo-project-namespace',
    title: 'a namespace that the projects of its engine lack',
    change: onTwoEngines('ai-lounge'),
    at: `${FAR_PROJECTS}~- namespace: ai-lounge`,
    says: /ai-lounge-two of production/,
  },
  ...(
    [
      ['a forced sync', 'argocd.argoproj.io/sync-options: ServerSideApply=true, Force=true', /delete the object/],
      ['a replacing sync', 'argocd.argoproj.io/sync-options: Replace=true', /delete the object/],
      ['a workload as a hook', 'argocd.argoproj.io/hook: Sync', /makes a hook of it/],
      ['a delete policy', 'argocd.argoproj.io/hook-delete-policy: HookSucceeded', /makes a hook of it/],
      ['a Helm hook', 'helm.sh/hook: pre-install', /is a Helm hook/],
    ] as const
  ).map(([title, annotation, says]) => ({
    rule: 'argo-annotation' as const,
    title,
    change: { files: { [DEPLOYMENT]: edit('  labels:', `  annotations:\n    ${annotation}\n  labels:`) } },
    at: `${DEPLOYMENT}~${annotation}`,
    says,
  })),
  {
    rule: 'argo-annotation',
    title: 'an option that deletes nothing',
    change: {
      files: {
        [DEPLOYMENT]: edit(
          '  labels:',
          '  annotations:\n    argocd.argoproj.io/sync-options: PruneLast=true\n  labels:',
        ),
      },
    },
  },
]);
