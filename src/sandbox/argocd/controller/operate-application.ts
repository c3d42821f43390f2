import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import type { Application, Operation, OperationState } from '../application.ts';
import { nextRetryAt } from '../sync/retry.ts';
import { findApplication, findProject, type ControllerContext } from './controller-context.ts';
import { finalizeDeletion } from './finalize-deletion.ts';
import { isOver, setOperationState } from './set-operation-state.ts';
import { syncApplication } from './sync-application.ts';

/** A running sync is looked at when its objects change, and at the latest after this. */
const LOOK_AGAIN_MS = 1000;

/** Carries on the operation that an Application asks for (appcontroller.go, processRequestedAppOperation), or its deletion. */
export async function operateApplication(context: ControllerContext, name: string): Promise<void> {
  const application = findApplication(context, name);
  if (!application) return;
  if (application.operation) return await operate(context, application, application.operation);
  if (application.object.metadata.deletionTimestamp) finalizeDeletion(context, application);
}

async function operate(context: ControllerContext, application: Application, operation: Operation): Promise<void> {
  const state = begin(context, application, operation);
  if (!state) return;
  const terminating = state.phase === 'Terminating';
  const project = findProject(context, application);
  if (project) await syncApplication(context, application, project, state);
  else {
    state.phase = 'Error';
    state.message = `Failed to load application project: error getting app project "${application.spec.project ?? ''}": appproject.argoproj.io "${application.spec.project ?? ''}" not found`;
  }
  if (context.stopping.aborted) return;
  if (state.phase === 'Running') heedTermination(context, application.name, state);
  else if (state.phase === 'Failed' || state.phase === 'Error') retryOrGiveUp(context, state, terminating);
  setOperationState(context, application.name, state);
  if (!isOver(state)) {
    const waiting = state.finishedAt === undefined ? LOOK_AGAIN_MS : (retryTime(state) ?? 0) - context.clock.now();
    context.requestOperation(application.name, waiting);
  } else if (state.operation.sync?.dryRun !== true) {
    context.requestRefresh(application.name, state.operation.initiatedBy?.automated ? 'latest' : 'force-resolve');
  }
}

/** The state to go on from; undefined while the pause before a retry lasts. */
function begin(
  context: ControllerContext,
  { name, status }: Application,
  operation: Operation,
): OperationState | undefined {
  const before = status.operationState;
  if (!before || isOver(before)) {
    const state: OperationState = { operation, phase: 'Running', startedAt: timestamp(context.clock.now()) };
    setOperationState(context, name, state);
    return state;
  }
  const state = structuredClone(before);
  if (state.phase === 'Terminating' || state.finishedAt === undefined) return state;
  const pause = (retryTime(state) ?? 0) - context.clock.now();
  if (pause > 0) {
    context.requestOperation(name, pause);
    return undefined;
  }
  // Running with a time of finishing: an attempt has failed, and its pause is over.
  const refresh = state.operation.retry?.refresh === true;
  if (refresh && state.operation.sync) delete state.operation.sync.revision;
  state.message = `Retrying operation${refresh ? ' with latest revisions' : ''}. Attempt #${state.retryCount ?? 0}`;
  delete state.finishedAt;
  delete state.syncResult;
  setOperationState(context, name, state);
  return state;
}

function retryTime({ operation, finishedAt, retryCount = 0 }: OperationState): number | undefined {
  return nextRetryAt(operation.retry ?? {}, Date.parse(finishedAt ?? ''), retryCount - 1);
}

function retryOrGiveUp(context: ControllerContext, state: OperationState, terminating: boolean): void {
  const count = state.retryCount ?? 0;
  const limit = state.operation.retry?.limit ?? 0;
  if (terminating || (limit >= 0 && count >= limit)) {
    if (count > 0) state.message = `${state.message ?? ''} (retried ${count} times).`;
    return;
  }
  const now = context.clock.now();
  const next = nextRetryAt(state.operation.retry ?? {}, now, count);
  if (next === undefined) {
    state.phase = 'Error';
    state.message = `${state.message ?? ''} (failed to retry: invalid back-off)`;
    return;
  }
  state.phase = 'Running';
  state.finishedAt = timestamp(now);
  state.retryCount = count + 1;
  state.message = `${state.message ?? ''}. Retrying attempt #${count + 1} at ${timestamp(next)}.`;
}

/** Someone may have asked for the end while this pass was at work. */
function heedTermination(context: ControllerContext, name: string, state: OperationState): void {
  if (findApplication(context, name)?.status.operationState?.phase !== 'Terminating') return;
  state.phase = 'Terminating';
  state.message = 'operation is terminating';
}
