import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import {
  applicationName,
  ARGOCD_NAMESPACE,
  IN_CLUSTER_SERVER,
  LAYOUT,
  overlayFolder,
  ROOT_APPLICATION,
  ROOT_PROJECT,
} from '../layout.ts';
import { yamlText } from '../yaml-text.ts';

/** `app-of-apps/root-apps.yaml`: watches `app-of-apps/applications/`. */
export function generateRootApp(config: LoungeConfig): string {
  return `# Generated from lounge.yaml of ${config.name}. Apply it once, after projects.yaml: kubectl apply -f app-of-apps/root-apps.yaml
${applicationText(config, { name: ROOT_APPLICATION, project: ROOT_PROJECT, path: LAYOUT.applications, namespace: ARGOCD_NAMESPACE })}`;
}

/** `app-of-apps/applications/<name>.yaml`: one service in one environment. It is written by the first release, not before. */
export function generateApplication(config: LoungeConfig, service: string, environment: string): string {
  return `# Generated from lounge.yaml by the first release of ${service} to ${environment}.
${applicationText(config, {
  name: applicationName(config, service, environment),
  project: config.project,
  path: overlayFolder(service, environment),
  namespace: namespaceOf(config, environment),
})}`;
}

interface ApplicationParts {
  readonly name: string;
  readonly project: string;
  readonly path: string;
  readonly namespace: string;
}

/** The finalizer takes the objects along when the Application goes; without it they would stay behind unseen. */
function applicationText(config: LoungeConfig, { name, project, path, namespace }: ApplicationParts): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: ${ARGOCD_NAMESPACE}
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
