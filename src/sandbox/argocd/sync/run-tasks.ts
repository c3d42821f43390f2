import { isStatusFailure } from '../../kubernetes/store/status-failure.ts';
import { HOOK_FINALIZER, hasSyncOption } from '../annotations.ts';
import type { Phase, ResultCode } from '../application.ts';
import { keyOf } from '../resource-key.ts';
import { applyObject } from './apply-object.ts';
import { hasOption, prunePropagation, type SyncContext } from './sync-context.ts';
import { hasDeletePolicy, isHookTask, isPending, isPrune, objectOf, setResult, type SyncTask } from './sync-task.ts';

export type RunState = 'successful' | 'pending' | 'failed';

const PHASE_OF: Readonly<Record<ResultCode, Phase>> = {
  Synced: 'Running',
  SyncFailed: 'Failed',
  Pruned: 'Succeeded',
  PruneSkipped: 'Succeeded',
};

/** Does the tasks of one wave: first what is to be deleted, then what is to be applied, kind after kind. */
export function runTasks(context: SyncContext, tasks: readonly SyncTask[]): RunState {
  for (const task of tasks.filter((item) => isHookTask(item) && isPending(item) && item.live))
    removeHookFinalizer(context, task);
  const pruned = tasks.filter(isPrune).map((task) => prune(context, task));
  if (pruned.includes('failed')) return 'failed';
  const replaced = tasks.filter(
    (task) => !isPrune(task) && task.live && isPending(task) && hasDeletePolicy(task, 'BeforeHookCreation'),
  );
  for (const task of replaced) deleteTask(context, task);
  if (replaced.some((task) => task.live !== undefined)) return 'pending';
  const applied = tasks.filter((task) => !isPrune(task)).map((task) => apply(context, task));
  return applied.includes('failed') ? 'failed' : 'successful';
}

/** Whether every manifest would be understood; what the API would refuse for other reasons shows when it is applied. */
export function dryRunTasks(context: SyncContext, tasks: readonly SyncTask[]): boolean {
  const misunderstood = tasks.filter((task) => {
    const message = task.target && dryRunMistake(context, task);
    if (message === undefined) return false;
    setResult(context.results, context.namespace, task, { status: 'SyncFailed', phase: 'Failed', message });
    return true;
  });
  return misunderstood.length === 0;
}

function dryRunMistake(context: SyncContext, task: SyncTask): string | undefined {
  try {
    applyObject(context.store, objectOf(task), { dryRun: true, serverSide: true, replace: false });
    return undefined;
  } catch (error) {
    return isStatusFailure(error) && error.code === 400 ? error.message : undefined;
  }
}

function apply(context: SyncContext, task: SyncTask): RunState {
  const target = objectOf(task);
  const has = (option: string) => hasOption(context, option) || hasSyncOption(target, option);
  const options = {
    dryRun: context.operation.dryRun === true,
    serverSide: has('ServerSideApply=true') && !hasSyncOption(target, 'ServerSideApply=false'),
    replace: has('Replace=true'),
  };
  try {
    const message = applyObject(context.store, target, options);
    const phase = options.dryRun ? 'Succeeded' : PHASE_OF.Synced;
    setResult(context.results, context.namespace, task, { status: 'Synced', phase, message });
    return 'successful';
  } catch (error) {
    return fail(context, task, error);
  }
}

function prune(context: SyncContext, task: SyncTask): RunState {
  const { operation, results, namespace } = context;
  const set = (status: ResultCode, message: string) =>
    setResult(results, namespace, task, { status, phase: PHASE_OF[status], message });
  const disabled = hasSyncOption(task.live, 'Prune=false') || hasOption(context, 'Prune=false');
  if (operation.prune !== true || disabled) {
    set('PruneSkipped', operation.prune === true ? 'ignored (no prune)' : 'ignored (requires pruning)');
    return 'successful';
  }
  if (operation.dryRun === true) {
    set('Pruned', 'pruned (dry run)');
    return 'successful';
  }
  try {
    deleteTask(context, task);
    set('Pruned', 'pruned');
    return 'successful';
  } catch (error) {
    return fail(context, task, error);
  }
}

function fail({ results, namespace }: SyncContext, task: SyncTask, error: unknown): RunState {
  if (!isStatusFailure(error)) throw error;
  setResult(results, namespace, task, { status: 'SyncFailed', phase: 'Failed', message: error.message });
  return 'failed';
}

/** Begins the deletion; `task.live` is what is left of the object. */
export function deleteTask(context: SyncContext, task: SyncTask): void {
  const { kind, namespace, name } = keyOf(objectOf(task));
  const scope = namespace === '' ? undefined : namespace;
  if (!task.live?.metadata.deletionTimestamp) {
    context.store.remove(kind, scope, name, { propagation: prunePropagation(context) });
  }
  task.live = context.store.get(kind, scope, name);
}

/** Hooks keep a finalizer until their phase is over, so that nobody takes them away meanwhile. */
export function removeHookFinalizer(context: SyncContext, task: SyncTask): void {
  const { kind, namespace, name } = keyOf(objectOf(task));
  const live = context.store.get(kind, namespace === '' ? undefined : namespace, name);
  task.live = live;
  if (!live?.metadata.finalizers?.includes(HOOK_FINALIZER)) return;
  const finalizers = live.metadata.finalizers.filter((item) => item !== HOOK_FINALIZER);
  context.store.update({ ...live, metadata: { ...live.metadata, finalizers } });
  task.live = context.store.get(kind, namespace === '' ? undefined : namespace, name);
}
