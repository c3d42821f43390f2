import { equalJson } from '../../kubernetes/store/json.ts';
import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import type { OperationState } from '../application.ts';
import { findApplication, type ControllerContext } from './controller-context.ts';
import { patchApplication } from './patch-application.ts';
import { recordEvent } from './record-event.ts';

export function isOver({ phase }: OperationState): boolean {
  return phase !== 'Running' && phase !== 'Terminating';
}

/** Writes how an operation stands. With its end the request, `operation`, goes in the same write. */
export function setOperationState(context: ControllerContext, name: string, state: OperationState): void {
  const over = isOver(state);
  if (over) state.finishedAt = timestamp(context.clock.now());
  patchApplication(context.store, context.namespace, name, (draft) => {
    if (!equalJson(draft.status.operationState, state)) draft.status.operationState = structuredClone(state);
    if (over) delete draft.operation;
  });
  const application = over ? findApplication(context, name) : undefined;
  if (!application) return;
  const partial = (state.operation.sync?.resources ?? []).length > 0;
  const what = `${partial ? 'Partial sync operation' : 'Sync operation'} to ${state.syncResult?.revision ?? ''}`;
  if (state.phase === 'Succeeded')
    recordEvent(context, application, 'Normal', 'OperationCompleted', `${what} succeeded`);
  else recordEvent(context, application, 'Warning', 'OperationCompleted', `${what} failed: ${state.message ?? ''}`);
}
