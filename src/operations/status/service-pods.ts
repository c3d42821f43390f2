import type { ServiceSpec } from '../../domain/service-spec.ts';
import { readField, recordOf } from '../../engine/manifest/read-field.ts';
import type { Cluster, ClusterObject } from '../../ports/cluster.ts';

/** Argo CD writes `<application>:<group>/<kind>:<namespace>/<name>` on everything that it applies. */
const TRACKING = 'argocd.argoproj.io/tracking-id';

/**
 * The pods of all workloads of a service's Application (a worker beside the server), and how many there should be.
 * Pods of Jobs come and go: they are counted for a service that is a Job itself alone.
 */
export async function servicePods(
  cluster: Cluster,
  namespace: string,
  application: string,
  spec: ServiceSpec,
): Promise<{ readonly pods: readonly ClusterObject[]; readonly replicas: number }> {
  if (spec.kind === 'Job' || spec.kind === 'CronJob')
    return { pods: await cluster.list('Pod', namespace, { app: spec.name }), replicas: 0 };
  const [deployments, statefulSets, pods] = await Promise.all([
    cluster.list('Deployment', namespace),
    cluster.list('StatefulSet', namespace),
    cluster.list('Pod', namespace),
  ]);
  const workloads = [...deployments, ...statefulSets].filter((workload) => isOf(workload, application, spec.name));
  const selectors = workloads.map((workload) => recordOf(readField(workload, ['spec', 'selector', 'matchLabels'])));
  const own = pods.filter(
    (pod) => !isOfJob(pod) && (selectors.some((selector) => isSelected(pod, selector)) || isLabelled(pod, spec.name)),
  );
  const wanted = workloads.map((workload) => Number(readField(workload, ['spec', 'replicas']) ?? 1));
  const replicas = workloads.length === 0 ? spec.replicas : wanted.reduce((sum, count) => sum + count, 0);
  return { pods: own, replicas };
}

function isOf(workload: ClusterObject, application: string, service: string): boolean {
  const id = readField(workload, ['metadata', 'annotations', TRACKING]);
  return typeof id === 'string' ? id.split(':', 1)[0] === application : workload.metadata.name === service;
}

function isSelected(pod: ClusterObject, selector: Readonly<Record<string, unknown>>): boolean {
  const labels = recordOf(readField(pod, ['metadata', 'labels']));
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

function isLabelled(pod: ClusterObject, service: string): boolean {
  return readField(pod, ['metadata', 'labels', 'app']) === service;
}

function isOfJob(pod: ClusterObject): boolean {
  return readField(pod, ['metadata', 'ownerReferences', 0, 'kind']) === 'Job';
}
