import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import { readApplication, type Application, type Condition } from '../application.ts';
import type { Comparison } from '../compare/comparison.ts';
import { specErrors } from '../project/permissions.ts';
import { autoSync } from './auto-sync.ts';
import { compareApplication } from './compare-application.ts';
import { mergeConditions } from './conditions.ts';
import {
  findApplication,
  findProject,
  isDeeper,
  type ControllerContext,
  type RefreshLevel,
} from './controller-context.ts';
import { needRefresh, REFRESH } from './need-refresh.ts';
import { patchApplication, type ApplicationDraft } from './patch-application.ts';
import { recordEvent } from './record-event.ts';

const SPEC_CONDITIONS = ['InvalidSpecError', 'UnknownError'];
const COMPARE_CONDITIONS = [
  'ComparisonError',
  'SharedResourceWarning',
  'RepeatedResourceWarning',
  'ExcludedResourceWarning',
];

/** Looks at one Application, compares when something calls for it, starts a sync when it is out of sync, writes its status. */
export async function refreshApplication(context: ControllerContext, name: string): Promise<void> {
  const application = findApplication(context, name);
  const requested = context.takeRequestedLevel(name);
  if (!application) return;
  const needed = needRefresh(application, requested, context.clock.now(), context.pollMs);
  context.requestRefresh(name, undefined, context.pollMs * (1 + Math.random() / 2));
  if (!needed) return;
  if (needed.level === 'nothing') return writeSummary(context, name);
  const now = timestamp(context.clock.now());
  const project = findProject(context, application);
  const mistakes = specErrors(application, project);
  if (project && mistakes.length === 0) {
    const { source, status } = application;
    const revision = (needed.level === 'recent' && status.sync?.revision) || (source.targetRevision ?? '');
    const fresh = needed.level === 'force-resolve';
    const comparison = await compareApplication(context, application, project, {
      source,
      revision,
      fresh,
      hard: needed.hard,
    });
    if (context.stopping.aborted) return;
    applyComparison(context, application, comparison, needed.level, now);
  } else writeMistakes(context, name, mistakes, now);
  if (application.object.metadata.annotations?.[REFRESH] !== undefined) acknowledge(context, name);
}

function applyComparison(
  context: ControllerContext,
  compared: Application,
  comparison: Comparison,
  level: RefreshLevel,
  now: string,
): void {
  const current = findApplication(context, compared.name);
  if (!current) return;
  const syncError = autoSync(context, current, comparison);
  patch(context, compared.name, now, (draft) => {
    const { status } = draft;
    const found = [...comparison.conditions, ...(syncError ? [syncError] : [])];
    setConditions(draft, found, [...SPEC_CONDITIONS, ...COMPARE_CONDITIONS, 'SyncError'], now);
    status.summary = summary(context, compared.name);
    if (status.reconciledAt === undefined || isDeeper(level, 'recent')) status.reconciledAt = now;
    status.sync = {
      comparedTo: comparedTo(compared),
      revision: comparison.revision,
      status: comparison.syncCode,
    };
    status.health = { status: comparison.health.status, message: comparison.health.message };
    status.resources = comparison.resources;
    status.controllerNamespace = context.namespace;
    status.resourceHealthSource = 'appTree';
    status.sourceHydrator = {};
    if (comparison.sourceType === undefined) delete status.sourceType;
    else status.sourceType = comparison.sourceType;
  });
}

function comparedTo({ source, spec }: Application): Record<string, unknown> {
  const { destination, ignoreDifferences } = spec;
  return { destination, ...(ignoreDifferences ? { ignoreDifferences } : {}), source };
}

function writeMistakes(context: ControllerContext, name: string, mistakes: readonly Condition[], now: string): void {
  patch(context, name, now, (draft) => {
    setConditions(draft, mistakes, SPEC_CONDITIONS, now);
    const sync = (draft.status.sync ?? { comparedTo: { destination: {}, source: { repoURL: '' } } }) as object;
    draft.status.sync = { ...sync, status: 'Unknown' };
    draft.status.health = { status: 'Unknown', message: '' };
  });
}

function writeSummary(context: ControllerContext, name: string): void {
  patchApplication(context.store, context.namespace, name, ({ status }) => {
    status.summary = summary(context, name);
  });
}

function summary(context: ControllerContext, name: string): { images?: string[] } {
  const images = context.tracked.images(name);
  return images.length === 0 ? {} : { images };
}

function setConditions(
  draft: ApplicationDraft,
  found: readonly Condition[],
  evaluated: readonly string[],
  now: string,
): void {
  const before = readApplication(draft).status.conditions ?? [];
  const conditions = mergeConditions(before, found, evaluated, now);
  if (conditions.length === 0) delete draft.status.conditions;
  else draft.status.conditions = conditions;
}

/** Writes a status; the time and the cause of the health are those of its last change. */
function patch(context: ControllerContext, name: string, now: string, change: (draft: ApplicationDraft) => void): void {
  const before = findApplication(context, name);
  if (!before) return;
  const { sync, health } = before.status;
  patchApplication(context.store, context.namespace, name, (draft) => {
    change(draft);
    const wanted = draft.status.health as { status: string; message: string };
    const same = wanted.status === health?.status;
    const message = same ? health?.message : wanted.message;
    const lastTransitionTime = same ? health?.lastTransitionTime : now;
    draft.status.health = {
      ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
      ...(message ? { message } : {}),
      status: wanted.status,
    };
  });
  const after = findApplication(context, name);
  if (!after) return;
  for (const [what, from, to] of [
    ['sync', sync?.status, after.status.sync?.status],
    ['health', health?.status, after.status.health?.status],
  ] as const) {
    if (from !== to)
      recordEvent(context, after, 'Normal', 'ResourceUpdated', `Updated ${what} status: ${from ?? ''} -> ${to ?? ''}`);
  }
}

/** The refresh was asked for by annotation; taking it away says that it is done. */
function acknowledge(context: ControllerContext, name: string): void {
  patchApplication(context.store, context.namespace, name, ({ metadata }) => {
    delete metadata.annotations?.[REFRESH];
    if (Object.keys(metadata.annotations ?? {}).length === 0) delete metadata.annotations;
  });
}
