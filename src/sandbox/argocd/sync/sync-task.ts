import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { deletePoliciesOf, isHook, waveOf } from '../annotations.ts';
import type { Phase, ResourceResult, ResultCode, SyncPhase } from '../application.ts';
import { podImages } from '../pod-images.ts';
import { keyOf, keyText } from '../resource-key.ts';

/** One thing that a sync does: apply the target, or delete the live object where there is no target. */
export interface SyncTask {
  phase: SyncPhase;
  wave: number;
  readonly target: KubernetesObject | undefined;
  live: KubernetesObject | undefined;
  status: ResultCode | undefined;
  /** Undefined: pending. */
  operationPhase: Phase | undefined;
  message: string;
}

export function createTask(
  phase: SyncPhase,
  target: KubernetesObject | undefined,
  live: KubernetesObject | undefined,
): SyncTask {
  const wave = waveOf((target ?? live) as KubernetesObject);
  return { phase, wave, target, live, status: undefined, operationPhase: undefined, message: '' };
}

export function objectOf(task: SyncTask): KubernetesObject {
  return (task.target ?? task.live) as KubernetesObject;
}

export const isHookTask = (task: SyncTask): boolean => isHook(objectOf(task));
export const isPrune = (task: SyncTask): boolean => task.target === undefined;
export const isPending = (task: SyncTask): boolean => task.operationPhase === undefined;
export const isRunning = (task: SyncTask): boolean => task.operationPhase === 'Running';
export const isSuccessful = (task: SyncTask): boolean => task.operationPhase === 'Succeeded';

export function isCompleted({ operationPhase }: SyncTask): boolean {
  return operationPhase === 'Failed' || operationPhase === 'Error' || operationPhase === 'Succeeded';
}

export function hasDeletePolicy(
  task: SyncTask,
  policy: 'HookSucceeded' | 'HookFailed' | 'BeforeHookCreation',
): boolean {
  return isHookTask(task) && deletePoliciesOf(objectOf(task)).includes(policy);
}

/** The results of a sync by resource and phase, in the order they came: what `syncResult.resources` holds. */
export type SyncResults = Map<string, ResourceResult>;

export function resultKey(task: SyncTask, namespace: string): string {
  const key = keyOf(objectOf(task));
  return `${keyText({ ...key, namespace: key.namespace || namespace })}:${task.phase}`;
}

/** Notes what became of a task, in the task and among the results. An empty message keeps the one before. */
export function setResult(
  results: SyncResults,
  namespace: string,
  task: SyncTask,
  outcome: { readonly status: ResultCode | undefined; readonly phase: Phase | undefined; readonly message: string },
): void {
  task.status = outcome.status;
  task.operationPhase = outcome.phase;
  if (outcome.message !== '') task.message = outcome.message;
  const object = objectOf(task);
  const { group, version, kind, name, namespace: own } = keyOf(object);
  const images = podImages(object);
  results.set(resultKey(task, namespace), {
    group,
    ...(isHookTask(task) ? { hookType: task.phase } : {}),
    ...(task.operationPhase === undefined ? {} : { hookPhase: task.operationPhase }),
    ...(images.length === 0 ? {} : { images }),
    kind,
    ...(task.message === '' ? {} : { message: task.message }),
    name,
    namespace: own || namespace,
    ...(task.status === undefined ? {} : { status: task.status }),
    syncPhase: task.phase,
    version,
  });
}
