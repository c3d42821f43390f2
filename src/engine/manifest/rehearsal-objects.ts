import type { LoungeConfig } from '../../domain/lounge-config.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { IN_CLUSTER_SERVER, overlayFolder } from './layout.ts';

const REHEARSAL_PROJECT = 'lounge-rehearsal';

export interface RehearsalPlace {
  readonly service: string;
  readonly environment: string;
  /** Services that it needs, deployed beside it. */
  readonly needs?: readonly string[];
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
    ...(place.needs ?? []).map((need) => application(place, need, neededApplication(place.name, need), labels)),
    application(place, place.service, place.name, labels),
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

/** Name of the Application of a service that the rehearsed one needs. */
export function neededApplication(rehearsal: string, need: string): string {
  return `${rehearsal}-${need}`;
}

function application(
  place: RehearsalPlace,
  service: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): RenderedObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: place.argocdNamespace, labels },
    spec: {
      project: REHEARSAL_PROJECT,
      source: {
        repoURL: place.repositoryUrl,
        targetRevision: place.name,
        path: overlayFolder(service, place.environment),
      },
      destination: { server: IN_CLUSTER_SERVER, namespace: place.name },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}
