import type { Controller } from '../../store/object-store.ts';
import { equalJson } from '../../store/json.ts';
import { controlLoop, own, ownedBy, splitKey } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { claim } from '../objects/claim.ts';
import { untilAvailable, type Pod } from '../objects/pod.ts';
import { syncRevisions, trimRevisions } from './revisions.ts';
import { statefulSetStatus } from './stateful-set-status.ts';
import { REVISION_HASH, type StatefulSet } from './stateful-set.ts';
import { updatePods } from './update-pods.ts';

/** Keeps the pods of a StatefulSet, each with its name, one after the other (pkg/controller/statefulset). */
export function statefulSetController(context: ControllerContext): Controller {
  const { store } = context;
  return controlLoop(context, {
    name: 'statefulset',
    sources: [own('StatefulSet'), ownedBy('StatefulSet', 'Pod')],
    reconcile: (key, again) => {
      const { namespace, name } = splitKey(key);
      const set = store.get('StatefulSet', namespace, name) as StatefulSet | undefined;
      if (set) reconcile(context, set, again);
    },
  });
}

function reconcile(context: ControllerContext, set: StatefulSet, again: (ms: number) => void): void {
  const { store, clock } = context;
  if (set.metadata.deletionTimestamp !== undefined) return;
  const pods = (): Pod[] => claim<Pod>(store, set, 'Pod', set.spec.selector);
  const revisions = syncRevisions(context, set);
  const failure = attempt(() => updatePods(context, set, revisions, pods()));
  const after = pods();
  const status = statefulSetStatus(set, revisions, after, clock.now());
  if (!equalJson(status, set.status)) store.updateStatus({ ...set, status });
  const named = after.map(({ metadata }) => metadata.labels?.[REVISION_HASH] ?? '');
  trimRevisions(context, set, new Set([...named, status.currentRevision ?? '', status.updateRevision ?? '']));
  const waits = after.map((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, clock.now()) ?? 0);
  const next = Math.min(...waits.filter((ms) => ms > 0));
  if (Number.isFinite(next)) again(next);
  if (failure) throw failure.error;
}

function attempt(run: () => void): { error: unknown } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return { error };
  }
}
