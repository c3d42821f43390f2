import { copyJson } from '../../kubernetes/store/json.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { threeWayMerge } from './three-way-merge.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as an apply of `target` would leave it; what was applied last is remembered as `kubectl apply` does. */
export function mergeIntoLive(live: KubernetesObject, target: KubernetesObject): KubernetesObject {
  const { status: _, ...desired } = target;
  const merged = copyJson(threeWayMerge(lastApplied(live), live, desired)) as KubernetesObject;
  if (live.status !== undefined) merged.status = live.status;
  const remembered = live.metadata.annotations?.[LAST_APPLIED];
  if (remembered !== undefined)
    merged.metadata.annotations = { ...merged.metadata.annotations, [LAST_APPLIED]: remembered };
  return merged;
}

/** Notes in the object what is applied, so that the next apply knows which fields were ours. */
export function withLastApplied(object: KubernetesObject, target: KubernetesObject): KubernetesObject {
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: `${JSON.stringify(target)}\n` };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function lastApplied(live: KubernetesObject): unknown {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
