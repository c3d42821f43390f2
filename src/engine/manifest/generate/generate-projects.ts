import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import { IN_CLUSTER_SERVER, projectsPath, ROOT_PROJECT } from '../layout.ts';
import { yamlText } from '../yaml-text.ts';
import { argocdNamespaceOf, engineNamespaces, usedEngines } from './engine-namespaces.ts';

/** The kinds that a lounge may ship. Secrets come from the CLI, never from git; RBAC, quotas and cluster resources are not for agents. */
export const WORKLOAD_KINDS: readonly { readonly group: string; readonly kind: string }[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'batch', kind: 'CronJob' },
  { group: 'batch', kind: 'Job' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
];

/** Every namespace that workloads of the lounge live in, on any engine, each once. */
export function workloadNamespaces(config: LoungeConfig): readonly string[] {
  return [...new Set(Object.keys(config.environments).map((environment) => namespaceOf(config, environment)))];
}

/** `app-of-apps/projects.yaml`: the namespaces, the project of the workloads, and the one of root-app, for one engine (the main one when left out). */
export function generateProjects(config: LoungeConfig, engine: string = usedEngines(config)[0] ?? ''): string {
  const namespaces = engineNamespaces(config, engine);
  const argocd = argocdNamespaceOf(config, engine);
  return [
    `# Generated from lounge.yaml of ${config.name}. \`lounge bootstrap\` applies it; by hand: kubectl apply -f ${projectsPath(config, engine)}\n`,
    ...namespaces.map(namespaceText),
    workloadProject(config, namespaces, argocd),
    rootProject(config, argocd),
  ].join('---\n');
}

function namespaceText(namespace: string): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${namespace}
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: restricted
`;
}

function workloadProject(config: LoungeConfig, namespaces: readonly string[], argocd: string): string {
  const destinations = namespaces
    .map((namespace) => `    - namespace: ${namespace}\n      server: ${IN_CLUSTER_SERVER}\n`)
    .join('');
  return `${projectHead(config.project, 'Workloads of the lounge: this repository, its namespaces, the kinds below and nothing else.', config, argocd)}  destinations:
${destinations}  clusterResourceWhitelist: []
  namespaceResourceWhitelist:
${kindList(WORKLOAD_KINDS)}`;
}

function rootProject(config: LoungeConfig, argocd: string): string {
  return `${projectHead(ROOT_PROJECT, 'For root-app alone: it may hold Applications and nothing else.', config, argocd)}  destinations:
    - namespace: ${argocd}
      server: ${IN_CLUSTER_SERVER}
  clusterResourceWhitelist: []
  namespaceResourceWhitelist:
${kindList([{ group: 'argoproj.io', kind: 'Application' }])}`;
}

function projectHead(name: string, description: string, config: LoungeConfig, argocd: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: ${name}
  namespace: ${argocd}
spec:
  description: ${JSON.stringify(description)}
  sourceRepos:
    - ${yamlText(config.repository.url)}
`;
}

function kindList(kinds: readonly { readonly group: string; readonly kind: string }[]): string {
  return kinds.map(({ group, kind }) => `    - group: ${group === '' ? '""' : group}\n      kind: ${kind}\n`).join('');
}
