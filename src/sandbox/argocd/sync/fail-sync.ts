import { describeWaiting } from './describe-waiting.ts';
import { runTasks } from './run-tasks.ts';
import { setPhase, type SyncContext } from './sync-context.ts';
import { isCompleted, isPending, type SyncTask } from './sync-task.ts';

/**
 * Ends a sync that failed, with the reasons of the tasks that did; SyncFail hooks run before. Returns whether it has
 * ended, false while such hooks run.
 */
export function failSync(
  context: SyncContext,
  failTasks: readonly SyncTask[],
  tasks: readonly SyncTask[],
  message: string,
): boolean {
  const whole = withReasons(message, tasks);
  if (failTasks.every(isCompleted)) {
    const failed = failTasks.some(({ status }) => status === 'SyncFailed');
    const more = failed ? `\n${withReasons('one or more SyncFail hooks failed', failTasks)}` : '';
    setPhase(context, 'Failed', `${whole}${more}`);
    return true;
  }
  const pending = failTasks.filter(isPending);
  runTasks(context, pending);
  setPhase(context, 'Running', describeWaiting(pending, false));
  return false;
}

function withReasons(message: string, tasks: readonly SyncTask[]): string {
  const reasons = tasks.flatMap((task) => (task.status === 'SyncFailed' ? [task.message] : []));
  return reasons.length === 0 ? message : `${message}, reason: ${[...new Set(reasons)].join(',')}`;
}
