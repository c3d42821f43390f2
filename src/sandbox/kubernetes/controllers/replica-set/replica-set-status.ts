import { timestamp } from '../../store/prepare-removal.ts';
import { conditionOf, withCondition, withoutCondition, type Condition } from '../objects/conditions.ts';
import { selects } from '../objects/label-selector.ts';
import { isActive, isAvailable, isReady, isTerminating, type Pod } from '../objects/pod.ts';
import { replicasOf, type ReplicaSet, type ReplicaSetStatus } from './replica-set.ts';

/** As Kubernetes: counters of zero are left out, but for `replicas` and `terminatingReplicas`. */
export function replicaSetStatus(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  failure: Error | undefined,
  now: number,
): ReplicaSetStatus {
  const { template, minReadySeconds = 0 } = replicaSet.spec;
  const active = pods.filter((pod) => isActive(pod));
  const count = (holds: (pod: Pod) => boolean): number | undefined => active.filter(holds).length || undefined;
  const conditions = failureConditions(replicaSet, active.length, failure, now);
  return {
    replicas: active.length,
    fullyLabeledReplicas: count((pod) => selects({ matchLabels: template.metadata?.labels ?? {} }, pod)),
    readyReplicas: count(isReady),
    availableReplicas: count((pod) => isAvailable(pod, minReadySeconds, now)),
    terminatingReplicas: pods.filter(isTerminating).length,
    observedGeneration: replicaSet.metadata.generation,
    ...(conditions.length > 0 ? { conditions } : {}),
  } as ReplicaSetStatus;
}

function failureConditions(
  replicaSet: ReplicaSet,
  active: number,
  failure: Error | undefined,
  now: number,
): Condition[] {
  const conditions = replicaSet.status?.conditions ?? [];
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  if (conditionOf(conditions, 'ReplicaFailure')) return [...conditions];
  return withCondition(conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: active < replicasOf(replicaSet) ? 'FailedCreate' : 'FailedDelete',
    message: failure.message,
  });
}
