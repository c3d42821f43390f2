import { findCurrentReplicaSet } from './kinds/deployment.ts';
import { findCondition, isTrackedBy, isTrue } from './objects/metadata.ts';
import type { Workload } from './objects/workload.ts';
import type { Fact } from './receipts.ts';
import { CONFIRMATION_MS, excerpt, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { failureKey } from './history.ts';
import { hasWantedTemplate, type Target } from './targets.ts';
import { first, isOwnerMissing, objection } from './workload.ts';

/** W4: Kubernetes itself gave up waiting for progress. */
export const progressWithinDeadline: Rule = {
  id: 'W4',
  group: 'workload',
  judge: (situation) =>
    first(situation, 'withinDeadline', (target, workload) => {
      const condition = findCondition(workload.conditions, 'Progressing');
      if (!target.observed || !hasWantedTemplate(target) || condition?.reason !== 'ProgressDeadlineExceeded')
        return undefined;
      // A release that comes back to an earlier ReplicaSet inherits its condition until a pod moves.
      if (situation.state.earlierFailures.has(failureKey(workload, condition))) return undefined;
      const params = { seconds: Math.round(situation.now / 1000), rule: 'ROLLING_OUT' };
      // One that comes back to an earlier ReplicaSet runs into the deadline of the rollout before, until that one's pods are counted out.
      const holds = { key: failureKey(workload, condition), milliseconds: CONFIRMATION_MS };
      return objection(situation, target, { verdict: 'FAIL', reason: 'DEADLINE', params, holds });
    }),
};

/** W5: the cluster refuses the pods. */
export const podsAllowed: Rule = {
  id: 'W5',
  group: 'workload',
  judge: (situation) =>
    first(situation, 'podsAllowed', (target, workload) => {
      if (!target.observed || !hasWantedTemplate(target)) return undefined;
      const refusal = findRefusal(situation, target, workload);
      if (refusal === undefined) return undefined;
      const params = { problem: excerpt(refusal.problem) };
      return objection(situation, target, { verdict: 'FAIL', reason: 'REPLICA_FAILURE', params, facts: refusal.facts });
    }),
};

interface Refusal {
  readonly problem: string;
  readonly facts: readonly Fact[];
}

function findRefusal(situation: Situation, target: Target, workload: Workload): Refusal | undefined {
  return target.kind.kind === 'Deployment'
    ? ofDeployment(situation, workload)
    : ofWarnings(situation, workload.metadata.uid);
}

/** The Deployment repeats the failure of an old ReplicaSet too, so the current one is asked. */
function ofDeployment({ state }: Situation, workload: Workload): Refusal | undefined {
  const replicaSet = findCurrentReplicaSet(state, workload);
  const own = findCondition(replicaSet?.view.conditions, 'ReplicaFailure');
  if (replicaSet === undefined || !isTrue(own)) return undefined;
  return { problem: own?.message ?? '', facts: [replicaSet.fact] };
}

// A StatefulSet has no such condition, and reports what passes (a name still in use) by the same Event.
const REFUSED = /forbidden|denied|exceeded quota|is invalid/i;

function ofWarnings({ state }: Situation, uid: string): Refusal | undefined {
  for (const { view, fact, old } of state.warnings.get(uid)?.values() ?? []) {
    if (!old && view.reason === 'FailedCreate' && REFUSED.test(view.message))
      return { problem: view.message, facts: [fact] };
  }
  return undefined;
}

/** U1: nothing is meant to run although the service declares replicas. */
export const replicasWanted: Rule = {
  id: 'U1',
  group: 'workload',
  judge(situation) {
    const { primary, header } = situation;
    const workload = primary?.workload?.view;
    if (primary === undefined || workload === undefined || !primary.kind.keepsPods) return 'replicasWanted';
    if (workload.replicas > 0 || header.replicas === 0 || primary.template !== 'mine') return 'replicasWanted';
    const params = { declared: header.replicas };
    return objection(situation, primary, { verdict: 'UNVERIFIED', reason: 'REPLICAS_ZERO', params });
  },
};

/** U2: a CronJob of the Application never runs. */
export const notSuspended: Rule = {
  id: 'U2',
  group: 'workload',
  judge(situation) {
    const { state, header, declares, atMine } = situation;
    if (!atMine || declares.has('suspended')) return 'notSuspended';
    for (const stored of state.cronJobs.objects.values()) {
      const { metadata, suspended, images } = stored.view;
      const isOwn = header.workload.kind === 'CronJob' && header.workload.name === metadata.name;
      const isTracked = isTrackedBy(metadata, header.application);
      if (!suspended || !(isOwn || (isTracked && state.images.ofTemplate(images) !== 'foreign'))) continue;
      return {
        verdict: 'UNVERIFIED',
        reason: 'CRONJOB_SUSPENDED',
        params: { workload: excerpt(`CronJob/${metadata.name}`) },
        facts: [stored.fact],
        soak: 'restarts',
      };
    }
    return 'notSuspended';
  },
};

/** U3: the counters say that pods are ready, but none was ever seen. */
export const podsSeen: Rule = {
  id: 'U3',
  group: 'workload',
  judge: (situation) =>
    first(situation, 'podsSeen', (target, workload) => {
      const { current, stuck } = target.pods;
      if (!target.kind.keepsPods || !target.observed || current.length + stuck.length > 0) return undefined;
      if (target.template !== 'mine' || workload.replicas === 0 || workload.counters.ready === 0) return undefined;
      if (target.kind.missing(workload, situation.declares) !== undefined) return undefined;
      return objection(situation, target, {
        verdict: 'UNVERIFIED',
        reason: 'PODS_NOT_SEEN',
        params: { ready: workload.counters.ready },
        holds: { key: target.label, milliseconds: CONFIRMATION_MS },
        soak: isOwnerMissing(target) ? 'pauses' : 'restarts',
        symptom: true,
      });
    }),
};
