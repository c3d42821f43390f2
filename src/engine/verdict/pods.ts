import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { StoredPod } from './kinds/workload-kind.ts';
import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { hasWantedTemplate, type Target } from './targets.ts';
import { objection, wantedImage } from './workload.ts';

/** P2: a running container of the service's repository is not the released image. */
export const runsReleasedImage: Rule = {
  id: 'P2',
  group: 'pods',
  judge(situation) {
    const { application, understood, state } = situation;
    if (!understood || application?.view.operating === true) return 'notSettled';
    for (const target of situation.targets) {
      const uid = target.workload?.view.metadata.uid ?? '';
      // Before the template was applied, the old image is no surprise.
      if (!target.observed || !state.applied.has(uid)) continue;
      const candidates = situation.declares.has('old-pods')
        ? target.pods.current
        : [...target.pods.current, ...target.pods.stuck];
      for (const pod of candidates) {
        const found = runsAnother(situation, target, pod);
        if (found !== undefined) return found;
      }
    }
    return 'imagesMine';
  },
};

function runsAnother(situation: Situation, target: Target, pod: StoredPod): Objection | undefined {
  const { state } = situation;
  if (pod.view.deleting || pod.view.ended) return undefined;
  for (const container of pod.view.containers) {
    const running = container.running ? state.images.ofContainer(container) : 'pending';
    if (running !== 'other' && running !== 'unknown') continue;
    return objection(situation, target, {
      verdict: running === 'other' ? 'FAIL' : 'UNVERIFIED',
      reason: running === 'other' ? 'WRONG_IMAGE' : 'IMAGE_UNPROVEN',
      params: { pod: excerpt(pod.view.metadata.name), live: excerpt(container.imageId), image: wantedImage(situation) },
      facts: [pod.fact, ...(state.registry === undefined ? [] : [state.registry])],
      holds: { key: `${pod.view.metadata.uid} ${running}`, milliseconds: CONFIRMATION_MS },
      soak: 'pauses',
    });
  }
  return undefined;
}

/** P3: an old pod is still terminating. One that was not told to end yet is the roll-out's matter. */
export const noOldPods: Rule = {
  id: 'P3',
  group: 'pods',
  judge(situation) {
    for (const target of situation.targets) {
      if (!hasWantedTemplate(target)) continue;
      const kept = situation.declares.has('old-pods') ? new Set(target.pods.stuck) : undefined;
      const oldest = target.pods.old.find((pod) => pod.view.deleting && kept?.has(pod) !== true);
      if (oldest === undefined) continue;
      return objection(situation, target, {
        verdict: 'PROGRESSING',
        reason: 'OLD_PODS',
        params: {
          pod: excerpt(oldest.view.metadata.name),
          problem: verdictPhrases.terminating,
        },
        facts: [oldest.fact],
        soak: 'pauses',
        meanwhile: true,
      });
    }
    return 'noOldPods';
  },
};

/** P4: no node takes a pod. A finding, and at the deadline the reason. */
export const podsScheduled: Rule = {
  id: 'P4',
  group: 'pods',
  judge(situation) {
    for (const target of situation.targets) {
      if (!hasWantedTemplate(target)) continue;
      for (const pod of target.pods.current) {
        if (pod.view.unschedulable === undefined || pod.view.deleting || pod.view.ended) continue;
        return objection(situation, target, {
          verdict: 'PROGRESSING',
          reason: 'UNSCHEDULABLE',
          params: { pod: excerpt(pod.view.metadata.name), problem: excerpt(pod.view.unschedulable) },
          facts: [pod.fact],
        });
      }
    }
    return 'scheduled';
  },
};
