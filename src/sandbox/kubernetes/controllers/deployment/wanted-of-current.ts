import { replicasOf, type ReplicaSet } from '../replica-set/replica-set.ts';
import { maxSurge } from './bounds.ts';
import { wantedReplicas } from './counts.ts';
import { isRecreate, type Deployment } from './deployment.ts';

/** How far the current ReplicaSet may grow now, from `present` replicas. */
export function wantedOfCurrent(deployment: Deployment, old: readonly ReplicaSet[], present: number): number {
  const replicas = replicasOf(deployment);
  if (isRecreate(deployment)) return replicas;
  const room = replicas + maxSurge(deployment) - wantedReplicas(old) - present;
  return room <= 0 ? present : present + Math.min(room, replicas - present);
}
