import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { Workload } from './objects/workload.ts';
import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { hasWantedTemplate, type Target } from './targets.ts';

/** W1: it does not exist although Synced. */
export const workloadExists: Rule = {
  id: 'W1',
  group: 'workload',
  judge(situation) {
    const { primary, settled, header, application } = situation;
    if (primary?.workload !== undefined) return 'workloadThere';
    if (!settled) return 'notSettled';
    return {
      verdict: 'FAIL',
      reason: 'WORKLOAD_ABSENT',
      params: { workload: `${header.workload.kind}/${header.workload.name}`, namespace: header.namespace },
      facts: application === undefined ? [] : [application.fact],
      holds: { key: 'absent', milliseconds: CONFIRMATION_MS },
      soak: 'restarts',
    };
  },
};

/** W2: paused, with the template of the release. */
export const notPaused: Rule = {
  id: 'W2',
  group: 'workload',
  judge: (situation) =>
    first(situation, 'notPaused', (target, workload) => {
      if (!workload.paused || target.template !== 'mine') return undefined;
      return objection(situation, target, { verdict: 'FAIL', reason: 'PAUSED', params: {} });
    }),
};

/** W3: the controller has not looked at this generation, so every counter is of before. */
export const generationObserved: Rule = {
  id: 'W3',
  group: 'workload',
  judge: (situation) =>
    first(situation, 'generationObserved', (target, workload) => {
      if (target.observed || !hasWantedTemplate(target)) return undefined;
      const params = { generation: workload.generation };
      return objection(situation, target, {
        verdict: 'PROGRESSING',
        reason: 'GENERATION_NOT_OBSERVED',
        params,
        symptom: true,
        soak: 'pauses',
      });
    }),
};

/** W6: Synced, but another image is live. */
export const templateIsMine: Rule = {
  id: 'W6',
  group: 'workload',
  judge(situation) {
    if (!situation.settled) return 'notSettled';
    return first(situation, 'templateMine', (target, workload) => {
      if (hasWantedTemplate(target)) return undefined;
      const live = workload.images.filter((image) => situation.state.images.ofReference(image) !== 'mine');
      return objection(situation, target, {
        verdict: 'FAIL',
        reason: 'LIVE_TEMPLATE_DIFFERS',
        params: { live: live.map((image) => excerpt(image)), image: wantedImage(situation) },
        holds: { key: target.label, milliseconds: CONFIRMATION_MS },
        soak: 'pauses',
      });
    });
  },
};

/** W7: fewer pods than asked for, or old ones still counted. */
export const rolloutComplete: Rule = {
  id: 'W7',
  group: 'workload',
  judge(situation) {
    const { primary, settled } = situation;
    if (primary?.workload === undefined && !settled) return absentYet(situation);
    return first(situation, 'rolledOut', (target, workload) => {
      if (!target.kind.keepsPods || !target.observed) return undefined;
      const missing = target.kind.missing(workload, situation.declares);
      const unproven = target.proven.length + kept(situation, target) < workload.replicas ? 'notProven' : undefined;
      const problem = missing ?? unproven ?? (hasOldPods(situation, target) ? 'oldCounted' : undefined);
      if (problem === undefined && hasWantedTemplate(target)) return undefined;
      return objection(situation, target, {
        verdict: 'PROGRESSING',
        reason: 'ROLLING_OUT',
        params: {
          ready: target.proven.length,
          wanted: workload.replicas,
          problem: verdictPhrases[problem ?? 'notUpdated'],
        },
        soak: isOthersDoing(target, problem) ? 'pauses' : 'restarts',
        meanwhile: problem === 'oldCounted' && unproven === undefined && hasWantedTemplate(target),
        symptom: true,
      });
    });
  },
};

/** Other pods than those on probation are missing or too many. */
function isOthersDoing(target: Target, problem: keyof typeof verdictPhrases | undefined): boolean {
  return problem === 'oldCounted' || problem === 'notUpdated' || !hasWantedTemplate(target) || isOwnerMissing(target);
}

/** The workload arrived before the ReplicaSet that owns its pods: kinds cross, and the pods may be the same. */
export function isOwnerMissing({ pods }: Target): boolean {
  return pods.version === undefined;
}

function hasOldPods(situation: Situation, { pods }: Target): boolean {
  const accepted = situation.declares.has('old-pods') ? new Set(pods.stuck) : undefined;
  return pods.old.some((pod) => !pod.view.deleting && accepted?.has(pod) !== true);
}

function kept(situation: Situation, target: Target): number {
  return situation.declares.has('old-pods') ? target.pods.stuck.length : 0;
}

function absentYet({ header }: Situation): Objection {
  const workload = `${header.workload.kind}/${header.workload.name}`;
  return {
    verdict: 'PROGRESSING',
    reason: 'ROLLING_OUT',
    params: { workload, ready: 0, wanted: header.replicas, problem: verdictPhrases.notSeen },
    facts: [],
    soak: 'restarts',
    symptom: true,
  };
}

/** The first target that the check objects to. */
export function first<Clear>(
  situation: Situation,
  clear: Clear,
  check: (target: Target, workload: Workload) => Objection | undefined,
): Clear | Objection {
  for (const target of situation.targets) {
    const found = target.workload === undefined ? undefined : check(target, target.workload.view);
    if (found !== undefined) return found;
  }
  return clear;
}

/** An objection about one workload; receipts: the workload, its current ReplicaSet, and what Argo CD says. */
export function objection(
  situation: Situation,
  target: Target,
  said: Omit<Objection, 'facts' | 'soak'> & Partial<Pick<Objection, 'facts' | 'soak'>>,
): Objection {
  const application = situation.application === undefined ? [] : [situation.application.fact];
  const workload = target.workload === undefined ? [] : [target.workload.fact];
  return {
    soak: 'restarts',
    ...said,
    params: { workload: target.label, namespace: situation.header.namespace, ...said.params },
    facts: [...(said.facts ?? []), ...workload, ...target.pods.facts, ...application],
  };
}

export function wantedImage({ header }: Situation): string {
  return `${header.image}${header.tag ? `:${header.tag}` : ''}@${header.digests[0]}`;
}
