import { timestamp } from '../../store/prepare-removal.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import { withCondition, type Condition } from '../objects/conditions.ts';
import type { ReplicaSet } from '../replica-set/replica-set.ts';
import type { Deployment, DeploymentStatus } from './deployment.ts';
import { REVISION } from './revisions.ts';

const COMPONENT = 'deployment-controller';

/** One round over one Deployment: what there is, kept up to date as the round writes. */
export interface Rollout {
  readonly context: ControllerContext;
  deployment: Deployment;
  /** Undefined until it is found or created. */
  current: ReplicaSet | undefined;
  old: ReplicaSet[];
}

export function allSets({ old, current }: Rollout): ReplicaSet[] {
  return current ? [...old, current] : [...old];
}

/** Puts the written version of a ReplicaSet in the place of the read one. */
export function replaceSet(rollout: Rollout, written: ReplicaSet): void {
  const { uid } = written.metadata;
  if (rollout.current?.metadata.uid === uid) rollout.current = written;
  rollout.old = rollout.old.map((set) => (set.metadata.uid === uid ? written : set));
}

/** As Kubernetes, one write for both: the status subresource of a Deployment takes annotations too. */
export function writeStatus(rollout: Rollout, status: DeploymentStatus, revision?: string): void {
  const { store } = rollout.context;
  const { metadata } = rollout.deployment;
  const annotations = revision === undefined ? metadata.annotations : { ...metadata.annotations, [REVISION]: revision };
  const wanted = { ...rollout.deployment, metadata: { ...metadata, ...(annotations ? { annotations } : {}) }, status };
  const written = store.updateStatus(wanted);
  const complete = revision === undefined || written.metadata.annotations?.[REVISION] === revision;
  rollout.deployment = (
    complete
      ? written
      : store.update({ ...written, metadata: { ...written.metadata, ...(annotations ? { annotations } : {}) } })
  ) as Deployment;
}

export function progressing(rollout: Rollout, status: Condition['status'], reason: string, message: string): Condition {
  const now = timestamp(rollout.context.clock.now());
  return { type: 'Progressing', status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** The status as it is, with one condition more. */
export function statusWith({ deployment }: Rollout, condition: Condition): DeploymentStatus {
  return { ...deployment.status, conditions: withCondition(deployment.status?.conditions ?? [], condition) };
}

export function announce(rollout: Rollout, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const { store, clock } = rollout.context;
  recordEvent(store, clock, { object: rollout.deployment, type, reason, message, component: COMPONENT });
}
