import { equalJson } from '../../kubernetes/store/json.ts';
import type { Application } from '../application.ts';
import type { RefreshLevel } from './controller-context.ts';

export const REFRESH = 'argocd.argoproj.io/refresh';

export interface NeededRefresh {
  readonly level: RefreshLevel;
  /** A hard refresh renders anew. */
  readonly hard: boolean;
}

/** Whether an Application has to be compared, and how thoroughly (appcontroller.go, needRefreshAppStatus). */
export function needRefresh(
  application: Application,
  requested: RefreshLevel | undefined,
  nowMs: number,
  pollMs: number,
): NeededRefresh | undefined {
  const { status, spec, source } = application;
  const annotation = application.object.metadata.annotations?.[REFRESH];
  if (annotation !== undefined) return { level: 'force-resolve', hard: annotation === 'hard' };
  const compared = (status.sync?.comparedTo ?? {}) as Record<string, unknown>;
  if (!equalJson(compared.source ?? {}, source)) return { level: 'force-resolve', hard: false };
  if (isExpired(status.reconciledAt, nowMs, pollMs)) return { level: 'force-resolve', hard: false };
  const sameDestination = equalJson(compared.destination ?? {}, spec.destination);
  const sameIgnored = equalJson(compared.ignoreDifferences ?? [], spec.ignoreDifferences ?? []);
  if (!sameDestination || !sameIgnored) return { level: 'latest', hard: false };
  return requested && { level: requested, hard: false };
}

function isExpired(reconciledAt: string | undefined, nowMs: number, pollMs: number): boolean {
  const time = Date.parse(reconciledAt ?? '');
  // A time far in the future was written before the clock went back.
  return !Number.isFinite(time) || Math.abs(nowMs - time) >= pollMs;
}
