import type { StoredPod } from './kinds/workload-kind.ts';
import type { LogMemory } from './memories.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { hasWantedTemplate } from './targets.ts';

/** L1: a line of a pod of the release matches an error rule, written since the pod is ready. */
export const logsClean: Rule = {
  id: 'L1',
  group: 'logs',
  judge(situation) {
    for (const target of situation.targets) {
      if (!target.observed || !hasWantedTemplate(target)) continue;
      for (const pod of target.pods.current) {
        const found = errorsOf(situation, pod);
        if (found !== undefined) return found;
      }
    }
    return 'logsClean';
  },
};

function errorsOf({ state, header }: Situation, pod: StoredPod): Objection | undefined {
  const memory = state.logs.get(pod.view.metadata.name);
  if (memory === undefined || memory.matches.length === 0) return undefined;
  const readyAt = state.firstReady.get(pod.view.metadata.uid);
  if (readyAt === undefined) return undefined;
  const matches = memory.matches.filter((match) => isSince(match, readyAt, Date.parse(header.at0)));
  const [first] = matches;
  if (first === undefined) return undefined;
  return {
    verdict: 'FAIL',
    reason: 'LOG_ERRORS',
    params: {
      pod: excerpt(pod.view.metadata.name),
      pattern: excerpt(first.pattern),
      lines: matches.slice(-5).map((match) => excerpt(match.line, 200)),
    },
    facts: [...matches.slice(-5).map((match) => match.fact), pod.fact],
    soak: 'restarts',
  };
}

/**
 * Whether a line was written after the pod was first ready. Its time and the pod's Ready are of the node's clock, but Ready has
 * whole seconds only: within that second the time of arrival decides.
 */
function isSince(
  match: LogMemory['matches'][number],
  ready: { readonly at: number; readonly time: number },
  pushed: number,
): boolean {
  if (Number.isNaN(match.time) || Number.isNaN(ready.time)) return match.at > ready.at;
  if (match.time >= ready.time + 1000) return true;
  // Seen before it happened: the observer's clock lags, and cannot be compared with the node's.
  if (pushed + ready.at < ready.time) return match.time >= ready.time && match.at > ready.at;
  return match.time >= ready.time && match.time - pushed >= ready.at;
}
