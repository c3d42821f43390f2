import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { StoredPod } from './kinds/workload-kind.ts';
import { formatLines, tellingLines } from './log-excerpt.ts';
import type { Fact } from './receipts.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import type { SoakedPod, SoakedTarget } from './soak-memory.ts';
import type { Target } from './targets.ts';

// The Deployment that explains a deletion may arrive after it.
const CROSSING_MS = 1000;

/** K1: a pod on probation restarts, is deleted or stops being ready. Also what happened unseen, in a gap, shows afterwards. */
export const podsSteady: Rule = {
  id: 'K1',
  group: 'soak',
  judge(situation) {
    if (situation.soak.targets.size === 0) return 'soakNotStarted';
    for (const target of situation.targets) {
      const soaked = situation.soak.targets.get(target.label);
      if (soaked === undefined || isAnotherRollout(situation, target, soaked)) continue;
      const found = findChange(situation, target, soaked);
      if (found !== undefined) return found;
    }
    return 'podsSteady';
  },
};

/** Argo CD's own activity (another template, a deleted Application) moves pods without a fault of theirs. */
export function isAnotherRollout({ application }: Situation, target: Target, soaked: SoakedTarget): boolean {
  if (application === undefined || application.view.deleting) return true;
  if (target.workload?.view.metadata.uid !== soaked.workload) return false;
  return target.pods.version !== soaked.version;
}

function findChange(situation: Situation, target: Target, soaked: SoakedTarget): Objection | undefined {
  const current = new Map(target.pods.current.map((pod) => [pod.view.metadata.uid, pod]));
  let gone: readonly [string, SoakedPod] | undefined;
  let missing = 0;
  for (const [uid, before] of soaked.pods) {
    const pod = current.get(uid);
    // Pods may outlive their workload, and be adopted by the next one.
    if (pod === undefined && isStillThere(situation, uid, before)) continue;
    if (soaked.disturbed === true && (pod === undefined || pod.view.deleting)) continue;
    if (pod === undefined || pod.view.deleting) {
      missing += 1;
      gone ??= [uid, before];
      continue;
    }
    const changed = howItChanged(pod, before);
    if (changed !== undefined) return changedPod(situation, before.name, changed, pod);
  }
  if (gone === undefined || missing <= soaked.replicas - (target.workload?.view.replicas ?? soaked.replicas))
    return undefined;
  const found = changedPod(situation, gone[1].name, 'deleted', current.get(gone[0]));
  return { ...found, holds: { key: gone[0], milliseconds: CROSSING_MS } };
}

function isStillThere({ state }: Situation, uid: string, { name }: SoakedPod): boolean {
  const pod = state.pods.objects.get(name)?.view;
  return pod !== undefined && pod.metadata.uid === uid && !pod.deleting;
}

function howItChanged(pod: StoredPod, before: SoakedPod): 'restarted' | 'oomKilled' | 'notReady' | undefined {
  const { restarts, ready, readySince, containers } = pod.view;
  if (restarts > before.restarts || (!ready && containers.some((one) => one.kind !== 'init' && !one.running))) {
    return containers.some((one) => one.ended?.reason === 'OOMKilled') ? 'oomKilled' : 'restarted';
  }
  return !ready || readySince !== before.readySince ? 'notReady' : undefined;
}

function changedPod(
  situation: Situation,
  name: string,
  what: 'restarted' | 'oomKilled' | 'notReady' | 'deleted',
  pod: StoredPod | undefined,
): Objection {
  const { header, state } = situation;
  const lines = tellingLines(state.logs.get(name)?.recent);
  const facts: Fact[] = pod === undefined ? [] : [pod.fact];
  return {
    verdict: 'FAIL',
    reason: 'SOAK',
    params: {
      pod: excerpt(name),
      service: header.service,
      soak: header.soakSeconds,
      what: verdictPhrases[what],
      logs: formatLines(lines),
    },
    facts: [...facts, ...lines.map((line) => line.fact)],
    soak: 'restarts',
  };
}
