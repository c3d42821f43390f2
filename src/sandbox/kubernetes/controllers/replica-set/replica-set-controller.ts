import type { Controller } from '../../store/object-store.ts';
import { equalJson } from '../../store/json.ts';
import { controlLoop, keyOf, own, ownedBy, splitKey } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { claim } from '../objects/claim.ts';
import { conditionOf } from '../objects/conditions.ts';
import { isActive, isTerminal, untilAvailable, type Pod } from '../objects/pod.ts';
import { podOfTemplate } from '../objects/pod-of-template.ts';
import { selects } from '../objects/label-selector.ts';
import { controllerOf } from '../objects/owner-references.ts';
import { createPod, deletePod, slowStart } from './pod-control.ts';
import { rankForDeletion } from './rank-for-deletion.ts';
import { replicaSetStatus } from './replica-set-status.ts';
import { replicasOf, type ReplicaSet } from './replica-set.ts';

const COMPONENT = 'replicaset-controller';
/** As Kubernetes: so many pods at once. */
const BURST = 500;

/** Keeps as many pods of each ReplicaSet as it asks for. */
export function replicaSetController(context: ControllerContext): Controller {
  const { store } = context;
  const inNamespace = (namespace: string | undefined, wanted: (set: ReplicaSet) => boolean): string[] =>
    (store.list('ReplicaSet', { namespace: namespace ?? '' }) as ReplicaSet[]).filter(wanted).map(keyOf);
  return controlLoop(context, {
    name: 'replicaset',
    sources: [
      own('ReplicaSet'),
      ownedBy('ReplicaSet', 'Pod'),
      {
        kind: 'Pod',
        keys: (pod) =>
          controllerOf(pod) ? [] : inNamespace(pod.metadata.namespace, ({ spec }) => selects(spec.selector, pod)),
      },
      {
        kind: 'ResourceQuota',
        keys: ({ metadata }) =>
          inNamespace(
            metadata.namespace,
            ({ status }) => conditionOf(status?.conditions, 'ReplicaFailure') !== undefined,
          ),
      },
    ],
    reconcile: (key, again) => {
      const { namespace, name } = splitKey(key);
      const replicaSet = store.get('ReplicaSet', namespace, name) as ReplicaSet | undefined;
      if (replicaSet) reconcile(context, replicaSet, again);
    },
  });
}

function reconcile(context: ControllerContext, replicaSet: ReplicaSet, again: (ms: number) => void): void {
  const { store, clock } = context;
  const pods = claim<Pod>(store, replicaSet, 'Pod', replicaSet.spec.selector).filter((pod) => !isTerminal(pod));
  const failure = replicaSet.metadata.deletionTimestamp === undefined ? manage(context, replicaSet, pods) : undefined;
  // The counters are those from before the pods were created or deleted; their events bring the next round.
  const status = replicaSetStatus(replicaSet, pods, failure, clock.now());
  if (!equalJson(replicaSet.status, status)) store.updateStatus({ ...replicaSet, status });
  const waits = pods
    .filter((pod) => isActive(pod))
    .map((pod) => untilAvailable(pod, replicaSet.spec.minReadySeconds ?? 0, clock.now()) ?? 0);
  const next = Math.min(...waits.filter((ms) => ms > 0));
  if (Number.isFinite(next)) again(next);
  if (failure !== undefined) throw failure;
}

/** Answers what kept it from having the right number of pods. */
function manage(context: ControllerContext, replicaSet: ReplicaSet, pods: readonly Pod[]): Error | undefined {
  const active = pods.filter((pod) => isActive(pod));
  const missing = replicasOf(replicaSet) - active.length;
  try {
    if (missing > 0) {
      const pod = podOfTemplate(replicaSet, replicaSet.spec.template);
      slowStart(Math.min(missing, BURST), () => createPod(context, replicaSet, COMPONENT, pod));
    }
    const surplus = Math.min(Math.max(-missing, 0), BURST);
    for (const pod of rankForDeletion(active).slice(0, surplus)) deletePod(context, replicaSet, COMPONENT, pod);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown failure', { cause: error });
  }
}
