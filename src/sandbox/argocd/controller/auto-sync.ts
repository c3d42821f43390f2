import { equalJson } from '../../kubernetes/store/json.ts';
import type { Application, Condition, SyncOperation } from '../application.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { ControllerContext } from './controller-context.ts';
import { patchApplication } from './patch-application.ts';
import { recordEvent } from './record-event.ts';

/** Pauses between attempts to heal the same commit: at once, then 2 s, 6 s, 18 s … */
const HEAL_FIRST_MS = 2000;
const HEAL_FACTOR = 3;
const HEAL_LONGEST_MS = 300_000;

/**
 * Starts the sync of an automated Application that is out of sync, unless this commit was tried before: then only
 * self-healing does it again. Returns the SyncError to show, if any.
 */
export function autoSync(
  context: ControllerContext,
  application: Application,
  comparison: Comparison,
): Condition | undefined {
  const automated = application.spec.syncPolicy?.automated;
  const isBusy = application.operation !== undefined || application.object.metadata.deletionTimestamp !== undefined;
  if (!automated || automated.enabled === false || isBusy || comparison.syncCode !== 'OutOfSync') return undefined;
  const { revision, resources } = comparison;
  const prune = automated.prune === true;
  if (!prune && resources.every((item) => item.status === 'Synced' || item.requiresPruning)) return undefined;
  const sync = plainSync(application, revision, prune);
  if (wasAttempted(application, revision)) {
    if (application.status.operationState?.phase !== 'Succeeded') return failedBefore(application);
    if (automated.selfHeal !== true || !addHealing(context, application, comparison, sync)) return undefined;
  }
  if (prune && automated.allowEmpty !== true && resources.every(({ requiresPruning }) => requiresPruning)) {
    return {
      type: 'SyncError',
      message: `Skipping sync attempt to [${revision}]: auto-sync will wipe out all resources`,
    };
  }
  start(context, application, sync);
  return undefined;
}

function plainSync({ spec, source }: Application, revision: string, prune: boolean): SyncOperation {
  const syncOptions = spec.syncPolicy?.syncOptions;
  return { ...(prune ? { prune } : {}), revision, source, ...(syncOptions ? { syncOptions } : {}) };
}

/** Makes the sync one of the resources that differ; false while the pause since the last healing lasts. */
function addHealing(
  context: ControllerContext,
  application: Application,
  comparison: Comparison,
  sync: SyncOperation,
): boolean {
  const attempts = application.status.operationState?.operation.sync?.autoHealAttemptsCount ?? 0;
  const pause = healPause(application, attempts, context.clock.now());
  if (pause > 0) {
    context.requestRefresh(application.name, 'latest', pause);
    return false;
  }
  sync.autoHealAttemptsCount = attempts + 1;
  sync.resources = comparison.resources
    .filter((item) => item.status !== undefined && item.status !== 'Synced')
    .map(({ group, kind, name }) => ({ ...(group ? { group } : {}), kind, name }));
  return true;
}

function start(context: ControllerContext, application: Application, sync: SyncOperation): void {
  const retry = application.spec.syncPolicy?.retry ?? { limit: 5 };
  patchApplication(context.store, context.namespace, application.name, (draft) => {
    draft.operation = { initiatedBy: { automated: true }, retry, sync };
    delete draft.status.operationState;
  });
  recordEvent(
    context,
    application,
    'Normal',
    'OperationStarted',
    `Initiated automated sync to '${sync.revision ?? ''}'`,
  );
}

function wasAttempted({ status, source }: Application, revision: string): boolean {
  const state = status.operationState;
  if (!state) return false;
  if (!state.syncResult) return state.phase !== 'Running' && state.phase !== 'Terminating';
  return state.syncResult.revision === revision && equalJson(state.syncResult.source, source);
}

function failedBefore({ status }: Application): Condition {
  const { syncResult, message = '' } = status.operationState ?? {};
  return { type: 'SyncError', message: `Failed last sync attempt to [${syncResult?.revision ?? ''}]: ${message}` };
}

function healPause({ status }: Application, attempts: number, nowMs: number): number {
  if (attempts === 0) return 0;
  const pause = Math.min(HEAL_LONGEST_MS, HEAL_FIRST_MS * HEAL_FACTOR ** (attempts - 1));
  const finished = Date.parse(status.operationState?.finishedAt ?? '');
  return Number.isFinite(finished) ? finished + pause - nowMs : pause;
}
