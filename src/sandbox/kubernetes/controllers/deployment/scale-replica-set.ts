import { replicasOf, type ReplicaSet } from '../replica-set/replica-set.ts';
import { desiredReplicasOf, maxReplicasOf, replicasAnnotations } from './revisions.ts';
import { announce, replaceSet, type Rollout } from './rollout.ts';

/** Sets the size of a ReplicaSet and notes how large the Deployment was; answers whether the size changed. */
export function scaleReplicaSet(rollout: Rollout, set: ReplicaSet, replicas: number): boolean {
  const before = replicasOf(set);
  const annotations = replicasAnnotations(rollout.deployment);
  const noted = [desiredReplicasOf(set), maxReplicasOf(set)].map(String);
  if (before === replicas && Object.values(annotations).every((value, index) => value === noted[index])) return false;
  const written = rollout.context.store.update({
    ...set,
    metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, ...annotations } },
    spec: { ...set.spec, replicas },
  });
  replaceSet(rollout, written as ReplicaSet);
  if (before === replicas) return false;
  const direction = before < replicas ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`;
  announce(rollout, 'Normal', 'ScalingReplicaSet', message);
  return true;
}
