import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import {
  applicationName,
  applicationsFolder,
  IN_CLUSTER_SERVER,
  overlayFolder,
  ROOT_APPLICATION,
  ROOT_PROJECT,
  rootAppPath,
} from '../layout.ts';
import { yamlText } from '../yaml-text.ts';
import { argocdNamespaceOf, usedEngines } from './engine-namespaces.ts';

/** `app-of-apps/root-apps.yaml`: watches the Applications of one engine (the main one when left out). */
export function generateRootApp(config: LoungeConfig, engine: string = usedEngines(config)[0] ?? ''): string {
  const argocd = argocdNamespaceOf(config, engine);
  return `# Generated from lounge.yaml of ${config.name}. \`lounge bootstrap\` applies it; by hand, after the projects: kubectl apply -f ${rootAppPath(config, engine)}
${applicationText(config, { name: ROOT_APPLICATION, project: ROOT_PROJECT, path: applicationsFolder(config, engine), namespace: argocd, argocd })}`;
}

/** `app-of-apps/applications/<name>.yaml`: one service in one environment. It is written by the first release, not before. */
export function generateApplication(config: LoungeConfig, service: string, environment: string): string {
  return `# Generated from lounge.yaml by the first release of ${service} to ${environment}.
${applicationText(config, {
  name: applicationName(config, service, environment),
  project: config.project,
  path: overlayFolder(service, environment),
  namespace: namespaceOf(config, environment),
  argocd: argocdNamespaceOf(config, config.environments[environment]?.engine ?? ''),
})}`;
}

interface ApplicationParts {
  readonly name: string;
  readonly project: string;
  readonly path: string;
  readonly namespace: string;
  /** Namespace of the Application itself. */
  readonly argocd: string;
}

/** The finalizer takes the objects along when the Application goes; without it they would stay behind unseen. */
function applicationText(config: LoungeConfig, { name, project, path, namespace, argocd }: ApplicationParts): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: ${argocd}
  finalizers:
    - resources-finalizer.argocd.argoproj.io
spec:
  project: ${project}
  source:
    repoURL: ${yamlText(config.repository.url)}
    targetRevision: ${yamlText(config.repository.branch)}
    path: ${path}
  destination:
    server: ${IN_CLUSTER_SERVER}
    namespace: ${namespace}
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    syncOptions:
      - FailOnSharedResource=true
    retry:
      limit: 2
      backoff:
        duration: 5s
        factor: 2
        maxDuration: 1m
`;
}
