import { equalJson } from '../../store/json.ts';
import { conditionOf, withCondition, withoutCondition, type Condition } from '../objects/conditions.ts';
import { deploymentStatus, isComplete } from './deployment-status.ts';
import { hasProgressDeadline, type DeploymentStatus } from './deployment.ts';
import { allSets, progressing, statusWith, writeStatus, type Rollout } from './rollout.ts';

/** Counters alone: for a Deployment that is scaled, paused or going. */
export function syncStatus(rollout: Rollout): void {
  const status = deploymentStatus(rollout);
  if (!equalJson(status, rollout.deployment.status)) writeStatus(rollout, status);
}

/** Counters and how the rollout goes; asks to look again when its deadline comes. */
export function syncRolloutStatus(rollout: Rollout, again: (ms: number) => void): void {
  const counted = deploymentStatus(rollout);
  const status = withFailure(rollout, withProgress(rollout, counted));
  if (equalJson(status, rollout.deployment.status)) lookAtDeadline(rollout, status, again);
  else writeStatus(rollout, status);
}

/** A pause stops the clock of the deadline; going on starts it anew. */
export function syncPaused(rollout: Rollout): void {
  const { deployment } = rollout;
  const condition = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || condition?.reason === 'ProgressDeadlineExceeded') return;
  const noted = condition?.reason === 'DeploymentPaused';
  const paused = deployment.spec.paused === true;
  if (paused === noted) return;
  const next = paused
    ? progressing(rollout, 'Unknown', 'DeploymentPaused', 'Deployment is paused')
    : progressing(rollout, 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
  writeStatus(rollout, statusWith(rollout, next));
}

function withProgress(rollout: Rollout, status: DeploymentStatus): DeploymentStatus {
  const { deployment, current } = rollout;
  const conditions = status.conditions ?? [];
  if (!hasProgressDeadline(deployment)) return { ...status, conditions: withoutCondition(conditions, 'Progressing') };
  const known = conditionOf(deployment.status?.conditions, 'Progressing');
  const settled =
    known?.reason === 'NewReplicaSetAvailable' && (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  if (settled) return status;
  const subject = current ? `ReplicaSet "${current.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(rollout, status)) {
    const done = progressing(rollout, 'True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`);
    return { ...status, conditions: withCondition(conditions, done) };
  }
  if (hasProgressed(deployment.status ?? {}, status)) {
    const moved = progressing(rollout, 'True', 'ReplicaSetUpdated', `${subject} is progressing.`);
    const since = known?.status === 'True' ? { lastTransitionTime: known.lastTransitionTime ?? '' } : {};
    // Written even when the reason is the same: its time is what the deadline counts from.
    return { ...status, conditions: [...withoutCondition(conditions, 'Progressing'), { ...moved, ...since }] };
  }
  if (!isOverdue(rollout, known)) return status;
  const late = progressing(rollout, 'False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`);
  return { ...status, conditions: withCondition(conditions, late) };
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const oldPods = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number => replicas - updatedReplicas;
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldPods(after) < oldPods(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isOverdue(rollout: Rollout, condition: Condition | undefined): boolean {
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  return condition.reason === 'ProgressDeadlineExceeded' || untilDeadline(rollout, condition) < 0;
}

function untilDeadline({ deployment, context }: Rollout, condition: Condition): number {
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;
  return (Date.parse(condition.lastUpdateTime ?? '') || 0) + deadline - context.clock.now();
}

function lookAtDeadline(rollout: Rollout, status: DeploymentStatus, again: (ms: number) => void): void {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (!condition || !hasProgressDeadline(rollout.deployment) || isComplete(rollout, status)) return;
  if (condition.reason === 'ProgressDeadlineExceeded' || condition.reason === 'NewReplicaSetAvailable') return;
  again(Math.max(0, untilDeadline(rollout, condition)) + 1000);
}

/** The failure of the current ReplicaSet before that of an old one. */
function withFailure(rollout: Rollout, status: DeploymentStatus): DeploymentStatus {
  const sets = rollout.current ? [rollout.current, ...rollout.old] : allSets(rollout);
  const failures = sets.flatMap((set) => conditionOf(set.status?.conditions, 'ReplicaFailure') ?? []);
  const [failure] = failures;
  const conditions = status.conditions ?? [];
  if (!failure) return { ...status, conditions: withoutCondition(conditions, 'ReplicaFailure') };
  const time = failure.lastTransitionTime ?? '';
  return { ...status, conditions: withCondition(conditions, { ...failure, lastUpdateTime: time }) };
}
