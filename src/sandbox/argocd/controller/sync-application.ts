import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import { readApplication, type Application, type OperationState } from '../application.ts';
import { specErrors } from '../project/permissions.ts';
import type { AppProject } from '../project/app-project.ts';
import { keyText } from '../resource-key.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import { syncStep, terminateSync } from '../sync/sync-step.ts';
import { compareApplication } from './compare-application.ts';
import type { ControllerContext } from './controller-context.ts';
import { patchApplication } from './patch-application.ts';

/** One pass of an operation's sync: compares at the operation's commit, does what is next, and notes it in `state`. */
export async function syncApplication(
  context: ControllerContext,
  application: Application,
  project: AppProject,
  state: OperationState,
): Promise<void> {
  const operation = state.operation.sync;
  if (!operation) return fail(state, 'Invalid operation request: no operation specified');
  if (application.mistake !== undefined) return fail(state, `InvalidSpecError: ${application.mistake}`);
  if ((operation.manifests ?? []).length > 0) return fail(state, 'local manifests are not supported here');
  const result = (state.syncResult ??= {
    source: operation.source ?? application.source,
    revision: operation.revision ?? '',
  });
  const comparison = await compareApplication(context, application, project, {
    source: result.source,
    revision: result.revision || (result.source.targetRevision ?? ''),
    fresh: true,
    hard: false,
  });
  result.revision = comparison.revision;
  const errors = [
    ...specErrors(application, project),
    ...comparison.conditions.filter(({ type }) => type === 'ComparisonError'),
  ];
  if (errors.length > 0) return fail(state, errors.map(({ type, message }) => `${type}: ${message}`).join(';'));
  const pass = passOf(context, { application, project, comparison, state, operation });
  if (state.phase === 'Terminating') terminateSync(pass);
  else await syncStep(pass);
  state.phase = pass.phase;
  state.message = pass.message;
  result.resources = [...pass.results.values()];
  const whole = operation.dryRun !== true && (operation.resources ?? []).length === 0;
  if (whole && pass.phase === 'Succeeded') addToHistory(context, application, state);
}

function passOf(
  { store, clock, waveDelayMs, stopping }: ControllerContext,
  {
    state,
    ...known
  }: Pick<SyncContext, 'application' | 'project' | 'comparison' | 'operation'> & { state: OperationState },
): SyncContext {
  const results = state.syncResult?.resources ?? [];
  return {
    store,
    ...known,
    namespace: known.application.spec.destination.namespace ?? '',
    startedAtMs: Date.parse(state.startedAt),
    results: new Map(results.map((item) => [`${keyText(item)}:${item.syncPhase ?? 'Sync'}`, item])),
    phase: state.phase,
    message: state.message ?? '',
    pauseBetweenWaves: async () => await clock.sleep(waveDelayMs, stopping),
  };
}

function fail(state: OperationState, message: string): void {
  state.phase = 'Error';
  state.message = message;
}

function addToHistory(context: ControllerContext, { name, spec }: Application, state: OperationState): void {
  const { revision = '', source } = state.syncResult ?? {};
  patchApplication(context.store, context.namespace, name, (draft) => {
    const history = readApplication(draft).status.history ?? [];
    const entry = {
      deployStartedAt: state.startedAt,
      deployedAt: timestamp(context.clock.now()),
      id: (history.at(-1)?.id ?? -1) + 1,
      initiatedBy: state.operation.initiatedBy ?? {},
      revision,
      source,
    };
    const limit = spec.revisionHistoryLimit ?? 10;
    draft.status.history = limit === 0 ? [] : [...history, entry].slice(-limit);
  });
}
