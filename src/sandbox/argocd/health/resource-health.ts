import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { HOOK_FINALIZER } from '../annotations.ts';
import type { HealthCode } from '../application.ts';
import { keyOf } from '../resource-key.ts';
import { cronJobHealth, jobHealth } from './job-health.ts';
import { podHealth } from './pod-health.ts';
import { daemonSetHealth, deploymentHealth, replicaSetHealth, statefulSetHealth } from './workload-health.ts';

export interface Health {
  readonly status: HealthCode;
  readonly message?: string;
}

type HealthCheck = (object: KubernetesObject) => Health | undefined;

/** Argo CD's built-in checks (gitops-engine/pkg/health and its resource customizations). */
const checks = new Map<string, HealthCheck>([
  ['apps/Deployment', deploymentHealth],
  ['apps/ReplicaSet', replicaSetHealth],
  ['apps/StatefulSet', statefulSetHealth],
  ['apps/DaemonSet', daemonSetHealth],
  ['/Pod', podHealth],
  ['batch/Job', jobHealth],
  ['batch/CronJob', cronJobHealth],
  ['/Service', serviceHealth],
  ['/PersistentVolumeClaim', claimHealth],
  ['networking.k8s.io/Ingress', ingressHealth],
]);

/** The health of a live object; undefined for kinds that have none (ConfigMap, Secret, a child Application, …). */
export function resourceHealth(object: KubernetesObject): Health | undefined {
  const { group, kind } = keyOf(object);
  const health = checks.get(`${group}/${kind}`)?.(object);
  return pendingDeletion(object) ?? health;
}

function pendingDeletion({ metadata }: KubernetesObject): Health | undefined {
  const finalizers = metadata.finalizers ?? [];
  if (metadata.deletionTimestamp === undefined || finalizers.includes(HOOK_FINALIZER)) return undefined;
  const blocked = finalizers.length > 0 ? `; blocked by finalizers: ${finalizers.join(', ')}` : '';
  return { status: 'Progressing', message: `Pending deletion${blocked}` };
}

function serviceHealth(object: KubernetesObject): Health {
  return object.spec !== undefined && field(object.spec, 'type') === 'LoadBalancer' && !hasLoadBalancer(object)
    ? { status: 'Progressing' }
    : { status: 'Healthy' };
}

function ingressHealth(object: KubernetesObject): Health {
  return { status: hasLoadBalancer(object) ? 'Healthy' : 'Progressing' };
}

function hasLoadBalancer(object: KubernetesObject): boolean {
  const ingress = field(field(object.status, 'loadBalancer'), 'ingress');
  return Array.isArray(ingress) && ingress.length > 0;
}

function claimHealth(object: KubernetesObject): Health {
  const phase = field(object.status, 'phase');
  const known: Record<string, HealthCode> = { Lost: 'Degraded', Pending: 'Progressing', Bound: 'Healthy' };
  return { status: typeof phase === 'string' && Object.hasOwn(known, phase) ? (known[phase] ?? 'Unknown') : 'Unknown' };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
