import type { SyncPhase } from '../application.ts';
import { objectOf, type SyncTask } from './sync-task.ts';

const PHASES: readonly SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** gitops-engine's order of kinds (sync_tasks.go); kinds that are not named come last. */
const KINDS: readonly string[] = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];
const kindOrder = new Map(KINDS.map((kind, index) => [kind, index]));

function phaseOrder(phase: SyncPhase): number {
  return PHASES.indexOf(phase);
}

/** By phase, wave, kind and name; a Namespace before whatever lives in it. */
export function orderTasks(tasks: readonly SyncTask[]): SyncTask[] {
  const ordered = tasks.toSorted(
    (left, right) =>
      phaseOrder(left.phase) - phaseOrder(right.phase) ||
      left.wave - right.wave ||
      orderOfKind(left) - orderOfKind(right) ||
      (objectOf(left).metadata.name < objectOf(right).metadata.name ? -1 : 1),
  );
  for (const task of ordered.filter(({ target }) => target?.kind === 'Namespace')) moveBeforeItsOwn(ordered, task);
  return ordered;
}

function orderOfKind(task: SyncTask): number {
  return kindOrder.get(objectOf(task).kind) ?? KINDS.length;
}

function moveBeforeItsOwn(ordered: SyncTask[], namespace: SyncTask): void {
  const from = ordered.indexOf(namespace);
  const first = ordered.findIndex(({ target }) => target?.metadata.namespace === namespace.target?.metadata.name);
  const user = ordered[first];
  if (!user || first > from) return;
  // It must be there in the same step as the first that needs it.
  namespace.phase = user.phase;
  namespace.wave = user.wave;
  ordered.splice(from, 1);
  ordered.splice(first, 0, namespace);
}
