import type { Controller } from '../../store/object-store.ts';
import { controlLoop, keyOf, own, ownedBy, splitKey, type Source } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { claim } from '../objects/claim.ts';
import { controllerOf } from '../objects/owner-references.ts';
import { selects } from '../objects/label-selector.ts';
import type { ReplicaSet } from '../replica-set/replica-set.ts';
import { cleanUpRevisions } from './clean-up.ts';
import { findCurrent, syncCurrent } from './current-replica-set.ts';
import { isRecreate, type Deployment } from './deployment.ts';
import { isComplete } from './deployment-status.ts';
import { syncPaused, syncRolloutStatus, syncStatus } from './progress.ts';
import { recreate } from './recreate.ts';
import { growCurrent, shrinkOld } from './rolling-update.ts';
import type { Rollout } from './rollout.ts';
import { isScaled, scale } from './scale.ts';

/** Rolls out Deployments by way of ReplicaSets, in the order of writes of the real one (pkg/controller/deployment). */
export function deploymentController(context: ControllerContext): Controller {
  const { store } = context;
  return controlLoop(context, {
    name: 'deployment',
    sources: [own('Deployment'), ownedBy('Deployment', 'ReplicaSet'), orphans(context), deletedPods(context)],
    reconcile: (key, again) => {
      const { namespace, name } = splitKey(key);
      const deployment = store.get('Deployment', namespace, name) as Deployment | undefined;
      if (deployment) reconcile(context, deployment, again);
    },
  });
}

function orphans({ store }: ControllerContext): Source {
  return {
    kind: 'ReplicaSet',
    keys: (set) => {
      if (controllerOf(set)) return [];
      const deployments = store.list('Deployment', { namespace: set.metadata.namespace ?? '' }) as Deployment[];
      return deployments.filter(({ spec }) => selects(spec.selector, set)).map(keyOf);
    },
  };
}

/** Recreate waits for the last old pod, which no counter of a ReplicaSet may tell about. */
function deletedPods({ store }: ControllerContext): Source {
  return {
    kind: 'Pod',
    keys: (pod) => {
      const namespace = pod.metadata.namespace ?? '';
      const set = store.get('ReplicaSet', namespace, controllerOf(pod)?.name ?? '');
      const owner = set && controllerOf(set);
      if (owner?.kind !== 'Deployment' || store.get('Pod', namespace, pod.metadata.name)) return [];
      const deployment = store.get('Deployment', namespace, owner.name) as Deployment | undefined;
      return deployment && isRecreate(deployment) ? [`${namespace}/${owner.name}`] : [];
    },
  };
}

function reconcile(context: ControllerContext, deployment: Deployment, again: (ms: number) => void): void {
  const sets = claim<ReplicaSet>(context.store, deployment, 'ReplicaSet', deployment.spec.selector);
  const current = findCurrent(deployment, sets);
  const rollout: Rollout = { context, deployment, current, old: sets.filter((set) => set !== current) };
  if (deployment.metadata.deletionTimestamp !== undefined) {
    syncStatus(rollout);
    return;
  }
  syncPaused(rollout);
  if (deployment.spec.paused) scaleOnly(rollout);
  else if (isScaled(rollout)) scaleOnly(rollout);
  else if (isRecreate(deployment)) recreate(rollout, again);
  else rollOut(rollout, again);
}

function scaleOnly(rollout: Rollout): void {
  if (syncCurrent(rollout, false)) return;
  scale(rollout);
  if (rollout.deployment.spec.paused) cleanUpRevisions(rollout);
  syncStatus(rollout);
}

function rollOut(rollout: Rollout, again: (ms: number) => void): void {
  if (syncCurrent(rollout, true)) return;
  const scaled = growCurrent(rollout) || shrinkOld(rollout);
  if (!scaled && isComplete(rollout, rollout.deployment.status ?? {})) cleanUpRevisions(rollout);
  syncRolloutStatus(rollout, again);
}
