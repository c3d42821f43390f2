import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { Phase } from '../application.ts';
import { resourceHealth } from '../health/resource-health.ts';
import type { SyncContext } from './sync-context.ts';
import { isHookTask, isRunning, setResult, type SyncTask } from './sync-task.ts';

/** Looks how the live objects of running tasks fare: health decides when one is done or has failed. */
export function updateRunningTasks({ results, namespace }: SyncContext, tasks: readonly SyncTask[]): void {
  for (const task of tasks.filter(isRunning)) {
    if (!task.live) continue;
    const { phase, message } = isHookTask(task) ? hookOutcome(task.live) : resourceOutcome(task.live, task.message);
    if (phase !== undefined) setResult(results, namespace, task, { status: task.status, phase, message });
  }
}

function hookOutcome(live: KubernetesObject): { phase: Phase; message: string } {
  const health = resourceHealth(live);
  const message = health ? (health.message ?? '') : `${live.metadata.name} created`;
  if (health?.status === 'Unknown' || health?.status === 'Degraded') return { phase: 'Failed', message };
  const runs = health?.status === 'Progressing' || health?.status === 'Suspended';
  return { phase: runs ? 'Running' : 'Succeeded', message };
}

function resourceOutcome(live: KubernetesObject, before: string): { phase: Phase | undefined; message: string } {
  const health = resourceHealth(live);
  // Kinds without health (Secret, ConfigMap, …) are done when they are there.
  if (!health) return { phase: 'Succeeded', message: before };
  const phase = health.status === 'Healthy' ? 'Succeeded' : health.status === 'Degraded' ? 'Failed' : undefined;
  return { phase, message: health.message ?? '' };
}
