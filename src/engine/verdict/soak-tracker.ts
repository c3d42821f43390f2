import type { Objection } from './rule.ts';
import type { Situation } from './situation.ts';
import { isAnotherRollout } from './soak.ts';
import type { SoakedTarget, SoakMemory } from './soak-memory.ts';
import { hasWantedTemplate, type Target } from './targets.ts';

/** The shortest soak, in ms: events of different kinds cross, and a second sync may follow within 0.2 s, so a release must be steady for a moment in any case. */
export const SETTLE_MS = 500;

/** Milliseconds that the soak still takes if nothing happens any more. */
export function soakLeft({ soak, header, now }: Situation): number {
  const { runningSince = now, steady, served } = soak;
  const settled = (steady?.since ?? now) + SETTLE_MS;
  return Math.max(runningSince + header.soakSeconds * 1000 - served, settled) - now;
}

/** Lets the soak run, pause or start again, as the objections of this moment ask for. */
export function trackSoak(situation: Situation, objections: readonly Objection[]): void {
  const { soak, now } = situation;
  forgetOtherRollouts(situation);
  trackSteadiness(situation, objections);
  if (objections.length === 0) {
    if (enrol(situation)) restart(soak);
    soak.runningSince ??= now;
    return;
  }
  if (soak.runningSince !== undefined) soak.served += now - soak.runningSince;
  soak.runningSince = undefined;
  if (objections.some((objection) => objection.soak === 'restarts')) soak.served = 0;
}

function trackSteadiness({ soak, targets, now }: Situation, objections: readonly Objection[]): void {
  if (objections.some((objection) => objection.meanwhile !== true)) {
    soak.steady = undefined;
    return;
  }
  const pods = targets.flatMap(({ proven }) => proven.map((pod) => pod.view.metadata.uid)).join(' ');
  if (soak.steady?.pods !== pods) soak.steady = { since: now, pods };
}

function restart(soak: SoakMemory): void {
  soak.served = 0;
  soak.runningSince = undefined;
}

function forgetOtherRollouts(situation: Situation): void {
  const { soak } = situation;
  for (const [label, soaked] of soak.targets) {
    const target = situation.targets.find((one) => one.label === label);
    if (target === undefined) continue;
    if (isDisturbed(target, soaked)) soak.targets = new Map(soak.targets).set(label, { ...soaked, disturbed: true });
    // A template that somebody else put there may be put back, and the pods be as they were.
    if (target.pods.version === undefined || !hasWantedTemplate(target)) continue;
    if (!isAnotherRollout(situation, target, soaked)) continue;
    soak.targets = new Map([...soak.targets].filter(([one]) => one !== label));
    restart(soak);
  }
}

function isDisturbed(target: Target, soaked: SoakedTarget): boolean {
  if (soaked.disturbed === true || target.workload?.view.metadata.uid !== soaked.workload) return false;
  return target.workload !== undefined && !hasWantedTemplate(target);
}

/** Puts the pods on probation. True when one of them was not on it before. */
function enrol(situation: Situation): boolean {
  let isNew = false;
  const targets = new Map<string, SoakedTarget>();
  for (const target of situation.targets) {
    const before = situation.soak.targets.get(target.label);
    const replicas = target.workload?.view.replicas ?? 0;
    if (before !== undefined && before.replicas === replicas && hasSamePods(target, before)) {
      targets.set(target.label, { ...before, disturbed: false });
      continue;
    }
    isNew = true;
    targets.set(target.label, {
      workload: target.workload?.view.metadata.uid,
      version: target.pods.version,
      replicas,
      pods: podsOf(target, before),
    });
  }
  situation.soak.targets = targets;
  return isNew;
}

function hasSamePods(target: Target, before: SoakedTarget): boolean {
  return (
    target.proven.length === before.pods.size && target.proven.every((pod) => before.pods.has(pod.view.metadata.uid))
  );
}

function podsOf(target: Target, before: SoakedTarget | undefined): SoakedTarget['pods'] {
  return new Map(
    target.proven.map(({ view }) => {
      const known = before?.pods.get(view.metadata.uid);
      return [
        view.metadata.uid,
        known ?? { name: view.metadata.name, restarts: view.restarts, readySince: view.readySince },
      ];
    }),
  );
}
