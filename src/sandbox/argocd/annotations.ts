import type { KubernetesObject } from '../kubernetes/store/object-store.ts';
import type { SyncPhase } from './application.ts';

export const HOOK_FINALIZER = 'argocd.argoproj.io/hook-finalizer';
const PHASES: readonly string[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];
const POLICIES: readonly string[] = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'];

function words(object: KubernetesObject | undefined, name: string): string[] {
  const value = object?.metadata.annotations?.[`argocd.argoproj.io/${name}`] ?? '';
  return [...new Set(value.split(',').map((word) => word.trim()))].filter((word) => word !== '');
}

/** `hook: Skip` alone: the manifest is not applied and not compared. */
export function isSkipped(object: KubernetesObject): boolean {
  const types = words(object, 'hook');
  return types.length === 1 && types[0] === 'Skip';
}

/** Any other value of the annotation makes a hook, a misspelt one too; that one runs in no phase. */
export function isHook(object: KubernetesObject): boolean {
  return object.metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined && !isSkipped(object);
}

/** The phases in which the object is applied. */
export function phasesOf(object: KubernetesObject): SyncPhase[] {
  if (isSkipped(object)) return [];
  if (!isHook(object)) return ['Sync'];
  return words(object, 'hook').filter((word): word is SyncPhase => PHASES.includes(word));
}

export function deletePoliciesOf(object: KubernetesObject): string[] {
  const policies = words(object, 'hook-delete-policy').filter((word) => POLICIES.includes(word));
  return policies.length > 0 ? policies : ['BeforeHookCreation'];
}

export function waveOf(object: KubernetesObject): number {
  const wave = Number.parseInt(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? '0', 10);
  return Number.isSafeInteger(wave) ? wave : 0;
}

export function hasSyncOption(object: KubernetesObject | undefined, option: string): boolean {
  return words(object, 'sync-options').includes(option);
}

export function ignoresExtraneous(object: KubernetesObject): boolean {
  return words(object, 'compare-options').includes('IgnoreExtraneous');
}

export function ignoresHealth(object: KubernetesObject): boolean {
  return object.metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] === 'true';
}
