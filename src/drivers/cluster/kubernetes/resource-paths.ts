import { LoungeError } from '../../../domain/errors.ts';

interface ResourcePath {
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

function rows(
  apiVersion: string,
  namespaced: boolean,
  plurals: Readonly<Record<string, string>>,
): [string, ResourcePath][] {
  return Object.entries(plurals).map(([kind, plural]) => [kind, { apiVersion, plural, namespaced }]);
}

/** Every kind that a lounge has to do with. */
const table: ReadonlyMap<string, ResourcePath> = new Map([
  ...rows('v1', true, {
    ConfigMap: 'configmaps',
    Event: 'events',
    LimitRange: 'limitranges',
    PersistentVolumeClaim: 'persistentvolumeclaims',
    Pod: 'pods',
    ResourceQuota: 'resourcequotas',
    Secret: 'secrets',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
  }),
  ...rows('v1', false, { Namespace: 'namespaces', Node: 'nodes' }),
  ...rows('apps/v1', true, {
    DaemonSet: 'daemonsets',
    Deployment: 'deployments',
    ReplicaSet: 'replicasets',
    StatefulSet: 'statefulsets',
  }),
  ...rows('batch/v1', true, { CronJob: 'cronjobs', Job: 'jobs' }),
  ...rows('discovery.k8s.io/v1', true, { EndpointSlice: 'endpointslices' }),
  ...rows('networking.k8s.io/v1', true, { Ingress: 'ingresses', NetworkPolicy: 'networkpolicies' }),
  ...rows('autoscaling/v2', true, { HorizontalPodAutoscaler: 'horizontalpodautoscalers' }),
  ...rows('policy/v1', true, { PodDisruptionBudget: 'poddisruptionbudgets' }),
  ...rows('rbac.authorization.k8s.io/v1', true, { Role: 'roles', RoleBinding: 'rolebindings' }),
  ...rows('rbac.authorization.k8s.io/v1', false, {
    ClusterRole: 'clusterroles',
    ClusterRoleBinding: 'clusterrolebindings',
  }),
  ...rows('admissionregistration.k8s.io/v1', false, {
    ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
    ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings',
  }),
  ...rows('apiextensions.k8s.io/v1', false, { CustomResourceDefinition: 'customresourcedefinitions' }),
  ...rows('argoproj.io/v1alpha1', true, { Application: 'applications', AppProject: 'appprojects' }),
]);

/** How a kind is addressed. Throws CLUSTER_KIND_MISSING for a kind that no lounge uses. */
export function knownResource(kind: string, engine: string): ResourcePath {
  const resource = table.get(kind);
  if (resource === undefined) throw new LoungeError('CLUSTER_KIND_MISSING', { engine, kind: kind.slice(0, 80) });
  return resource;
}

/** Path of the collection, or of one object in it. */
export function pathOf(resource: ResourcePath, namespace: string | undefined, name?: string): string {
  const group = resource.apiVersion.includes('/') ? `/apis/${resource.apiVersion}` : `/api/${resource.apiVersion}`;
  const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${group}${scope}/${resource.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}
