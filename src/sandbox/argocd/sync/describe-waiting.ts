import { keyOf } from '../resource-key.ts';
import { isHookTask, objectOf, type SyncTask } from './sync-task.ts';

/** Argo CD's message while it waits: `waiting for healthy state of apps/Deployment/web and 1 more resources`. */
export function describeWaiting(tasks: readonly SyncTask[], forDeletion: boolean): string {
  const hooks = tasks.filter((task) => isHookTask(task));
  const first = hooks[0] ?? tasks[0];
  if (!first) return '';
  const reason = forDeletion
    ? `deletion of${hooks.length > 0 ? ' hook' : ''}`
    : hooks.length > 0
      ? 'completion of hook'
      : 'healthy state of';
  const { group, kind, name } = keyOf(objectOf(first));
  const more = tasks.length - 1;
  const others = more > 0 ? ` and ${more} more ${hooks.length === tasks.length ? 'hooks' : 'resources'}` : '';
  return `waiting for ${reason} ${group}/${kind}/${name}${others}`;
}
