import type { LoungeConfig } from '../../domain/lounge-config.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { IN_CLUSTER_SERVER, overlayFolder } from './layout.ts';

const REHEARSAL_PROJECT = 'lounge-rehearsal';

export interface RehearsalPlace {
  readonly service: string;
  readonly environment: string;
  /** Namespace, Application and branch. */
  readonly name: string;
  readonly repositoryUrl: string;
  readonly argocdNamespace: string;
}

/** Namespace, AppProject and Application of a rehearsal, in the order in which they are applied. */
export function generateRehearsalObjects(
  config: LoungeConfig,
  place: RehearsalPlace,
): readonly [namespace: RenderedObject, ...rest: RenderedObject[]] {
  const labels = { 'app.kubernetes.io/managed-by': 'lounge', 'lounge.dev/rehearsal': 'true' };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: place.name, labels } },
    project(config, place),
    application(place, labels),
  ];
}

function project(config: LoungeConfig, place: RehearsalPlace): RenderedObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: REHEARSAL_PROJECT,
      namespace: place.argocdNamespace,
      labels: { 'app.kubernetes.io/managed-by': 'lounge' },
    },
    spec: {
      description: `Rehearsals of ${config.name}`,
      sourceRepos: [place.repositoryUrl],
      destinations: [{ server: IN_CLUSTER_SERVER, namespace: 'rehearsal-*' }],
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: ['Role', 'RoleBinding'].map((kind) => ({
        group: 'rbac.authorization.k8s.io',
        kind,
      })),
    },
  };
}

function application(place: RehearsalPlace, labels: Readonly<Record<string, string>>): RenderedObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: place.name, namespace: place.argocdNamespace, labels },
    spec: {
      project: REHEARSAL_PROJECT,
      source: {
        repoURL: place.repositoryUrl,
        targetRevision: place.name,
        path: overlayFolder(place.service, place.environment),
      },
      destination: { server: IN_CLUSTER_SERVER, namespace: place.name },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}
