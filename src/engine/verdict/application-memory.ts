import type { ReleaseHeader, TimelineEventOf } from '../../domain/timeline.ts';
import type { KindStore } from './kind-store.ts';
import type { Application } from './objects/application.ts';
import type { Condition } from './objects/metadata.ts';

/** What the Application showed earlier and its newest version no longer tells. */
export interface ApplicationMemory {
  seen: boolean;
  deleted: boolean;
  /** Error conditions of before the push. */
  readonly earlierConditions: Set<string>;
  /** Since when a refresh waits to be acknowledged. */
  refreshAskedAt?: number;
  refreshAcknowledged: boolean;
  /** Attempts of a sync in which each resource was denied: `<startedAt>/<retry>` by resource. */
  readonly denials: Map<string, Set<string>>;
}

export function createApplicationMemory(): ApplicationMemory {
  return {
    seen: false,
    deleted: false,
    earlierConditions: new Set(),
    refreshAcknowledged: false,
    denials: new Map(),
  };
}

export function rememberApplication(
  memory: ApplicationMemory,
  store: KindStore<Application>,
  header: ReleaseHeader,
  event: TimelineEventOf<'watch'>,
): void {
  const application = store.objects.get(header.application)?.view;
  memory.deleted = memory.seen && application === undefined && event.event === 'DELETED';
  if (application === undefined) return;
  memory.seen = true;
  rememberRefresh(memory, application, event.at);
  rememberDenials(memory, application);
  if (event.at >= 0) return;
  for (const condition of application.conditions) memory.earlierConditions.add(conditionKey(condition));
}

function rememberRefresh(memory: ApplicationMemory, application: Application, at: number): void {
  if (application.refreshAsked) {
    memory.refreshAskedAt ??= at;
    return;
  }
  if (memory.refreshAskedAt !== undefined && at >= 0) memory.refreshAcknowledged = true;
  memory.refreshAskedAt = undefined;
}

function rememberDenials(memory: ApplicationMemory, application: Application): void {
  if (application.finishedAt === undefined) return;
  for (const result of application.results) {
    if (result.status !== 'SyncFailed') continue;
    const key = `${application.operationRevision} ${result.kind}/${result.name}`;
    const attempts = memory.denials.get(key) ?? new Set<string>();
    if (attempts.size < 10) attempts.add(`${application.startedAt}/${application.retryCount}`);
    memory.denials.set(key, attempts);
  }
}

export function conditionKey(condition: Condition): string {
  return `${condition.type} ${condition.message ?? ''} ${condition.lastTransitionTime ?? ''}`;
}
