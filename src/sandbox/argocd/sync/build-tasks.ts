import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { resourceOfKind } from '../../kubernetes/resources/resource-table.ts';
import { HOOK_FINALIZER, hasSyncOption, isHook, phasesOf } from '../annotations.ts';
import { isKindPermitted, isNamespacePermitted } from '../project/permissions.ts';
import { keyOf, servedResource, withTracking } from '../resource-key.ts';
import { orderTasks } from './order-tasks.ts';
import { hasOption, type SyncContext } from './sync-context.ts';
import { createTask, isPrune, objectOf, resultKey, setResult, type SyncTask } from './sync-task.ts';

/** The tasks of a sync, with what is known of them already; `valid` is false when one of them may not be done at all. */
export function buildTasks(context: SyncContext): { readonly tasks: SyncTask[]; readonly valid: boolean } {
  const tasks = [...resourceTasks(context), ...hookTasks(context), ...namespaceTask(context)];
  const refused = tasks.flatMap((task) => {
    const reason = refusal(context, task);
    return reason === undefined ? [] : [{ task, reason }];
  });
  for (const { task, reason } of refused) {
    setResult(context.results, context.namespace, task, { status: 'SyncFailed', phase: undefined, message: reason });
  }
  arrangePrunes(context, tasks);
  const ordered = orderTasks(tasks);
  for (const task of ordered) recall(context, task);
  return { tasks: ordered, valid: refused.length === 0 };
}

function resourceTasks({ comparison, operation, application }: SyncContext): SyncTask[] {
  const chosen = operation.resources ?? [];
  return comparison.managed.flatMap(({ target, live }) => {
    const object = (target ?? live) as KubernetesObject;
    const { group, kind, namespace, name } = keyOf(object);
    const isChosen = chosen.some(
      (item) =>
        (item.group ?? '') === group &&
        item.kind === kind &&
        item.name === name &&
        (!item.namespace || item.namespace === namespace),
    );
    // A hook that another sync left is no resource; an Application does not sync itself away.
    const self = kind === 'Application' && name === application.name && namespace === application.namespace;
    if (isHook(object) || (self && !target) || (chosen.length > 0 && !isChosen)) return [];
    return phasesOf(object).map((phase) => createTask(phase, target, live));
  });
}

function hookTasks(context: SyncContext): SyncTask[] {
  const { comparison, operation, store, application, namespace, startedAtMs } = context;
  // A sync of some resources, or by `apply`, runs no hooks.
  if ((operation.resources ?? []).length > 0 || operation.syncStrategy?.apply !== undefined) return [];
  return comparison.hooks.flatMap((hook) =>
    phasesOf(hook).map((phase) => {
      const ending = `${comparison.revision.slice(0, 7)}-${phase}-${Math.floor(startedAtMs / 1000)}`.toLowerCase();
      const name = hook.metadata.name || `${hook.metadata.generateName ?? ''}${ending}`;
      const finalizers = [...new Set([...(hook.metadata.finalizers ?? []), HOOK_FINALIZER])];
      const named = { ...hook, metadata: { ...hook.metadata, name, finalizers } };
      const target = withTracking(named, application.name, namespace);
      const live = servedResource(target) && store.get(target.kind, target.metadata.namespace, name);
      return createTask(phase, target, live);
    }),
  );
}

/** CreateNamespace=true: the destination's namespace comes first, unless it is there or among the manifests. */
function namespaceTask(context: SyncContext): SyncTask[] {
  const { store, comparison, namespace } = context;
  if (!hasOption(context, 'CreateNamespace=true') || namespace === '') return [];
  const wanted = comparison.managed.some(
    ({ target }) => target?.kind === 'Namespace' && target.metadata.name === namespace,
  );
  if (wanted || store.get('Namespace', undefined, namespace)) return [];
  return [createTask('PreSync', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, undefined)];
}

function refusal({ project }: SyncContext, task: SyncTask): string | undefined {
  const object = objectOf(task);
  const { group, version, kind, namespace, name } = keyOf(object);
  const resource = servedResource(object);
  if (!resource) {
    const other = resourceOfKind(kind);
    const where = `for requested resource ${namespace}/${name}`;
    return other && other.group === group
      ? `The Kubernetes API could not find version "${version}" of ${group}/${kind} ${where}. Version "${other.version}" of ${other.group}/${other.kind} is installed on the destination cluster.`
      : `The Kubernetes API could not find ${group}/${kind} ${where}. Make sure the "${kind}" CRD is installed on the destination cluster.`;
  }
  if (!isKindPermitted(project, group, kind, name, resource.namespaced)) {
    return `resource ${group}:${kind} is not permitted in project ${project.name}`;
  }
  if (resource.namespaced && !isNamespacePermitted(project, namespace)) {
    return `namespace ${namespace} is not permitted in project '${project.name}'`;
  }
  return undefined;
}

/** What was created first is deleted last; PruneLast waits for everything else. */
function arrangePrunes(context: SyncContext, tasks: readonly SyncTask[]): void {
  const prunes = tasks.filter(isPrune);
  const waves = [...new Set(prunes.map(({ wave }) => wave))].toSorted((a, b) => a - b);
  const mirrored = new Map(waves.map((wave, index) => [wave, waves[waves.length - 1 - index] ?? wave]));
  for (const task of prunes) task.wave = mirrored.get(task.wave) ?? task.wave;
  const last = Math.max(0, ...tasks.filter(({ phase }) => phase === 'Sync').map(({ wave }) => wave)) + 1;
  for (const task of prunes) {
    if (hasOption(context, 'PruneLast=true') || hasSyncOption(task.live, 'PruneLast=true')) task.wave = last;
  }
}

function recall({ results, namespace }: SyncContext, task: SyncTask): void {
  const known = results.get(resultKey(task, namespace));
  if (!known) return;
  task.status = known.status;
  task.operationPhase = known.hookPhase;
  task.message = known.message ?? '';
}
