import type { ObjectStore, RemoveOptions } from '../../kubernetes/store/object-store.ts';
import type { Application, Phase, SyncOperation } from '../application.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { AppProject } from '../project/app-project.ts';
import type { SyncResults } from './sync-task.ts';

/** Everything one pass of a sync needs; `phase`, `message` and `results` are what it changes, besides the store. */
export interface SyncContext {
  readonly store: ObjectStore;
  readonly application: Application;
  readonly project: AppProject;
  readonly comparison: Comparison;
  readonly operation: SyncOperation;
  /** The destination namespace. */
  readonly namespace: string;
  readonly startedAtMs: number;
  readonly results: SyncResults;
  phase: Phase;
  message: string;
  /** Between waves other controllers get a moment to see what was applied. */
  readonly pauseBetweenWaves: () => Promise<void>;
}

export function hasOption({ operation }: SyncContext, option: string): boolean {
  return (operation.syncOptions ?? []).includes(option);
}

export function prunePropagation(context: SyncContext): NonNullable<RemoveOptions['propagation']> {
  if (hasOption(context, 'PrunePropagationPolicy=background')) return 'Background';
  return hasOption(context, 'PrunePropagationPolicy=orphan') ? 'Orphan' : 'Foreground';
}

export function setPhase(context: SyncContext, phase: Phase, message: string): void {
  context.phase = phase;
  context.message = message;
}
