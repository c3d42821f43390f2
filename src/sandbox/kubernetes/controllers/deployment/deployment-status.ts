import { timestamp } from '../../store/prepare-removal.ts';
import { withCondition, type Condition } from '../objects/conditions.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import { maxUnavailable } from './bounds.ts';
import { reported, terminatingReplicas, wantedReplicas } from './counts.ts';
import type { DeploymentStatus } from './deployment.ts';
import { allSets, type Rollout } from './rollout.ts';

/** The counters and the condition Available; counters of zero are left out, as Kubernetes does. */
export function deploymentStatus(rollout: Rollout): DeploymentStatus {
  const { deployment, current } = rollout;
  const sets = allSets(rollout);
  const available = reported(sets, 'availableReplicas');
  const terminating = terminatingReplicas(sets);
  const counters = {
    replicas: reported(sets, 'replicas'),
    updatedReplicas: current ? reported([current], 'replicas') : 0,
    readyReplicas: reported(sets, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wantedReplicas(sets) - available),
  };
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...Object.fromEntries(Object.entries(counters).filter(([, count]) => count > 0)),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withCondition(conditions, availableCondition(rollout, available)),
  };
}

function availableCondition({ deployment, context }: Rollout, available: number): Condition {
  const enough = available >= replicasOf(deployment) - maxUnavailable(deployment);
  const now = timestamp(context.clock.now());
  return {
    type: 'Available',
    status: enough ? 'True' : 'False',
    lastUpdateTime: now,
    lastTransitionTime: now,
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  };
}

export function isComplete({ deployment }: Rollout, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}
