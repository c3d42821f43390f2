import { equalJson } from '../../kubernetes/store/json.ts';
import type { KubernetesObject, ObjectStore } from '../../kubernetes/store/object-store.ts';
import type { IgnoreDifference } from '../application.ts';
import { keyOf } from '../resource-key.ts';
import { mergeIntoLive } from './apply-plan.ts';
import { copyAt, findJqPaths, parsePointer, type JsonPath } from './json-path.ts';

/**
 * Whether an apply of `target` would change the live object. What only looks different (a quantity written another
 * way, a default written out) is settled by a dry run through the API's own admission.
 */
export function isModified(
  store: ObjectStore,
  live: KubernetesObject,
  target: KubernetesObject,
  ignored: readonly IgnoreDifference[],
): boolean {
  const merged = mergeIntoLive(live, target);
  for (const path of ignoredPaths(ignored, merged, live)) copyAt(path, live, merged);
  if (equalJson(merged, live)) return false;
  try {
    return store.update(merged, { dryRun: true }) !== live;
  } catch {
    // It cannot be applied; the sync will say why.
    return true;
  }
}

function ignoredPaths(
  ignored: readonly IgnoreDifference[],
  merged: KubernetesObject,
  live: KubernetesObject,
): JsonPath[] {
  const { group, kind, namespace, name } = keyOf(live);
  const matching = ignored.filter(
    (item) =>
      matches(item.group ?? '', group) &&
      matches(item.kind, kind) &&
      (!item.name || item.name === name) &&
      (!item.namespace || item.namespace === namespace),
  );
  return matching.flatMap(({ jsonPointers = [], jqPathExpressions = [] }) => [
    ...jsonPointers.map(parsePointer),
    ...jqPathExpressions.flatMap((expression) => findJqPaths(expression, merged) ?? []),
  ]);
}

function matches(pattern: string, value: string): boolean {
  return pattern === '*' || pattern === value;
}
