import type { Resource } from './resource.ts';

interface Row {
  readonly short?: string;
  readonly categories?: string;
  readonly cluster?: true;
  readonly status?: true;
  readonly scale?: true;
  readonly generation?: true;
  readonly plural?: string;
}

function rows(group: string, version: string, kinds: Record<string, Row>): Resource[] {
  return Object.entries(kinds).map(([kind, row]) => ({
    kind,
    group,
    version,
    plural: row.plural ?? `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    shortNames: row.short?.split(',') ?? [],
    categories: row.categories?.split(',') ?? [],
    namespaced: row.cluster !== true,
    statusSubresource: row.status === true,
    scaleSubresource: row.scale === true,
    generation: row.generation === true,
  }));
}

/** Every kind of the sandbox. NetworkPolicy and the kinds of rbac are stored and served, nothing acts on them. */
export const resourceTable: readonly Resource[] = [
  ...rows('', 'v1', {
    ConfigMap: { short: 'cm' },
    Endpoints: { short: 'ep', plural: 'endpoints' },
    Event: { short: 'ev' },
    LimitRange: { short: 'limits' },
    Namespace: { short: 'ns', cluster: true, status: true },
    Node: { short: 'no', cluster: true, status: true },
    PersistentVolumeClaim: { short: 'pvc', status: true },
    Pod: { short: 'po', categories: 'all', status: true, generation: true },
    ResourceQuota: { short: 'quota', status: true },
    Secret: {},
    Service: { short: 'svc', categories: 'all', status: true },
    ServiceAccount: { short: 'sa' },
  }),
  ...rows('apps', 'v1', {
    ControllerRevision: {},
    DaemonSet: { short: 'ds', categories: 'all', status: true, generation: true },
    Deployment: { short: 'deploy', categories: 'all', status: true, scale: true, generation: true },
    ReplicaSet: { short: 'rs', categories: 'all', status: true, scale: true, generation: true },
    StatefulSet: { short: 'sts', categories: 'all', status: true, scale: true, generation: true },
  }),
  ...rows('batch', 'v1', {
    CronJob: { short: 'cj', categories: 'all', status: true, generation: true },
    Job: { categories: 'all', status: true, generation: true },
  }),
  ...rows('coordination.k8s.io', 'v1', { Lease: {} }),
  ...rows('discovery.k8s.io', 'v1', { EndpointSlice: { generation: true } }),
  ...rows('networking.k8s.io', 'v1', {
    NetworkPolicy: { short: 'netpol', plural: 'networkpolicies', generation: true },
  }),
  ...rows('rbac.authorization.k8s.io', 'v1', {
    ClusterRole: { cluster: true },
    ClusterRoleBinding: { cluster: true },
    Role: {},
    RoleBinding: {},
  }),
  ...rows('admissionregistration.k8s.io', 'v1', {
    ValidatingAdmissionPolicy: {
      cluster: true,
      status: true,
      generation: true,
      plural: 'validatingadmissionpolicies',
      categories: 'api-extensions',
    },
    ValidatingAdmissionPolicyBinding: { cluster: true, generation: true, categories: 'api-extensions' },
  }),
  // Argo CD's own definitions have no status subresource: every write of a status counts a generation.
  ...rows('argoproj.io', 'v1alpha1', {
    Application: { short: 'app,apps', generation: true },
    AppProject: { short: 'appproj,appprojs', generation: true },
  }),
];

const byKind = new Map(resourceTable.map((resource) => [resource.kind, resource]));

export function resourceOfKind(kind: string): Resource | undefined {
  return byKind.get(kind);
}
