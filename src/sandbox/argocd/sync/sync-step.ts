import { resourceHealth } from '../health/resource-health.ts';
import { keyOf } from '../resource-key.ts';
import { buildTasks } from './build-tasks.ts';
import { failSync } from './fail-sync.ts';
import { updateRunningTasks } from './update-running-tasks.ts';
import { deleteTask, dryRunTasks, removeHookFinalizer, runTasks } from './run-tasks.ts';
import { hasOption, setPhase, type SyncContext } from './sync-context.ts';
import { describeWaiting } from './describe-waiting.ts';
import {
  hasDeletePolicy,
  isCompleted,
  isHookTask,
  isPending,
  isRunning,
  isSuccessful,
  setResult,
  type SyncTask,
} from './sync-task.ts';

/**
 * One pass of a sync, after gitops-engine's sync_context.go: looks at what runs, then does the next wave when nothing
 * has to be waited for. It is called again until `context.phase` is no longer Running; a pass after a restart takes
 * up where the results end.
 */
export async function syncStep(context: SyncContext): Promise<void> {
  const started = context.results.size > 0;
  const { tasks, valid } = buildTasks(context);
  if (!valid) return setPhase(context, 'Failed', invalidMessage(context));
  if (!started && !prepare(context, tasks)) return;
  updateRunningTasks(context, tasks);
  if (isWaiting(context, tasks)) return;

  const hooks = tasks.filter((task) => isHookTask(task));
  for (const task of hooks.filter(isCompleted)) removeHookFinalizer(context, task);
  const endedHooks = hooks.filter((task) => task.live && !isRunning(task));
  const failTasks = tasks.filter(({ phase }) => phase === 'SyncFail');
  const ordinary = tasks.filter(({ phase }) => phase !== 'SyncFail');
  if (ordinary.some((task) => isCompleted(task) && !isSuccessful(task))) {
    deleteHooks(context, endedHooks, 'HookFailed');
    failSync(context, failTasks, ordinary, 'one or more synchronization tasks completed unsuccessfully');
    return;
  }
  const pending = skipUnchanged(context, ordinary.filter(isPending));
  const [first] = pending;
  if (!first) {
    deleteHooks(context, endedHooks, 'HookSucceeded');
    return setPhase(context, 'Succeeded', 'successfully synced (no more tasks)');
  }
  const inWave = ({ phase, wave }: SyncTask) => phase === first.phase && wave === first.wave;
  const wave = pending.filter(inWave);
  await runWave(context, { wave, remaining: pending.filter((task) => !inWave(task)), failTasks, endedHooks });
}

function invalidMessage({ results }: SyncContext): string {
  const reasons = [...results.values()].flatMap(({ status, message }) =>
    status === 'SyncFailed' && message !== undefined && message !== '' ? [message] : [],
  );
  const list = [...new Set(reasons)].toSorted().join('; ');
  return `one or more synchronization tasks are not valid${list === '' ? '' : `: ${list}`}`;
}

/** Once an operation: the namespace, without which nothing can be checked, and the check of every manifest. */
function prepare(context: SyncContext, tasks: readonly SyncTask[]): boolean {
  const namespace = tasks.find(
    ({ target, live }) => !live && target?.kind === 'Namespace' && target.metadata.name === context.namespace,
  );
  if (namespace && runTasks(context, [namespace]) === 'failed') {
    failSync(context, [], [namespace], 'the namespace failed to apply');
    return false;
  }
  const others = skipUnchanged(
    context,
    tasks.filter((task) => task !== namespace),
  );
  if (dryRunTasks(context, others)) return true;
  setPhase(context, 'Failed', 'one or more objects failed to apply (dry run)');
  return false;
}

function isWaiting(context: SyncContext, tasks: readonly SyncTask[]): boolean {
  const steps = new Set(tasks.map(({ phase, wave }) => `${phase} ${wave}`));
  const running = tasks.filter((task) => isRunning(task) && (steps.size > 1 || isHookTask(task)));
  if (running.length > 0) {
    for (const task of running.filter(({ live }) => !live)) noteIfGone(context, task);
    setPhase(context, 'Running', describeWaiting(running, false));
    return true;
  }
  const leaving = tasks.filter(
    ({ status, live }) => status === 'Pruned' && live?.metadata.deletionTimestamp !== undefined,
  );
  if (leaving.length > 0) setPhase(context, 'Running', describeWaiting(leaving, true));
  return leaving.length > 0;
}

function noteIfGone(context: SyncContext, task: SyncTask): void {
  const { group, kind, namespace, name } = keyOf(task.target ?? { apiVersion: '', kind: '', metadata: { name: '' } });
  if (context.store.get(kind, namespace === '' ? undefined : namespace, name)) return;
  const message = `Resource ${group}/${kind}/${name} is missing, it might have been deleted`;
  setResult(context.results, context.namespace, task, { status: 'SyncFailed', phase: 'Error', message });
}

function skipUnchanged(context: SyncContext, tasks: readonly SyncTask[]): SyncTask[] {
  if (!hasOption(context, 'ApplyOutOfSyncOnly=true')) return [...tasks];
  const unchanged = new Set(
    context.comparison.managed.flatMap(({ target, live, modified }) => (!modified && live ? [target] : [])),
  );
  return tasks.filter((task) => isHookTask(task) || !task.target || !unchanged.has(task.target));
}

interface Wave {
  readonly wave: readonly SyncTask[];
  readonly remaining: readonly SyncTask[];
  readonly failTasks: readonly SyncTask[];
  readonly endedHooks: readonly SyncTask[];
}

async function runWave(context: SyncContext, { wave, remaining, failTasks, endedHooks }: Wave): Promise<void> {
  setPhase(context, 'Running', 'one or more tasks are running');
  const state = runTasks(context, wave);
  if (state !== 'failed' && remaining.length > 0) await context.pauseBetweenWaves();
  if (state === 'failed') {
    const runningHooks = wave.filter((task) => isHookTask(task) && isRunning(task));
    if (runningHooks.length > 0) return setPhase(context, 'Running', describeWaiting(runningHooks, false));
    if (failSync(context, failTasks, wave, 'one or more objects failed to apply'))
      deleteHooks(context, endedHooks, 'HookFailed');
  } else if (state === 'pending') {
    setPhase(
      context,
      'Running',
      describeWaiting(
        wave.filter((task) => isHookTask(task) && isPending(task)),
        true,
      ),
    );
  } else if (remaining.length === 0 && !wave.some((task) => isHookTask(task))) {
    deleteHooks(context, endedHooks, 'HookSucceeded');
    setPhase(context, 'Succeeded', 'successfully synced (all tasks run)');
  } else setPhase(context, 'Running', describeWaiting(wave, false));
}

function deleteHooks(context: SyncContext, hooks: readonly SyncTask[], policy: 'HookSucceeded' | 'HookFailed'): void {
  for (const task of hooks.filter((hook) => hook.live && hasDeletePolicy(hook, policy))) deleteTask(context, task);
}

/** Ends an operation before its time: hooks that run are deleted, what was applied stays. */
export function terminateSync(context: SyncContext): void {
  for (const task of buildTasks(context).tasks.filter((item) => isHookTask(item) && isRunning(item))) {
    removeHookFinalizer(context, task);
    const health = task.live && resourceHealth(task.live)?.status;
    const ended = health === 'Healthy' || health === 'Degraded';
    if (task.live && (!ended || hasDeletePolicy(task, 'HookFailed'))) deleteTask(context, task);
    const phase = health === 'Healthy' ? 'Succeeded' : 'Failed';
    setResult(context.results, context.namespace, task, {
      status: task.status,
      phase,
      message: ended ? '' : 'Terminated',
    });
  }
  setPhase(context, 'Failed', 'Operation terminated');
}
