import { scaledValue } from '../objects/int-or-percent.ts';
import { replicasOf } from '../replica-set/replica-set.ts';
import { isRecreate, type Deployment } from './deployment.ts';

/** How many pods above the wanted number there may be. */
export function maxSurge(deployment: Deployment): number {
  if (isRecreate(deployment)) return 0;
  return scaledValue(deployment.spec.strategy?.rollingUpdate?.maxSurge ?? '25%', replicasOf(deployment), 'up');
}

/** How many of the wanted number may be missing. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment);
  if (isRecreate(deployment) || replicas === 0) return 0;
  const allowed = scaledValue(deployment.spec.strategy?.rollingUpdate?.maxUnavailable ?? '25%', replicas, 'down');
  // Percentages can round both to nothing; something must be allowed to move.
  return Math.min(allowed === 0 && maxSurge(deployment) === 0 ? 1 : allowed, replicas);
}
