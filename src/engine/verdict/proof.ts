import type { Decision } from './decide.ts';
import type { Fact } from './receipts.ts';
import { pendingRoutes } from './route.ts';
import { serviceName, slicesOf } from './service.ts';
import type { Situation } from './situation.ts';
import { soakLeft } from './soak-tracker.ts';
import { wantedImage } from './workload.ts';

/** PASS, with everything that it rests on. */
export function provedDecision(situation: Situation): Decision {
  const { header } = situation;
  const hosts = pendingRoutes(situation);
  const pods = situation.primary?.proven.length ?? 0;
  return {
    verdict: 'PASS',
    reason: hosts.length > 0 ? 'ROUTE_PENDING' : 'VERIFIED',
    params: {
      pods,
      image: wantedImage(situation),
      soak: header.soakSeconds,
      ...(hosts.length > 0 ? { hosts: [...hosts] } : {}),
    },
    facts: proofOf(situation),
  };
}

export function soakingDecision(situation: Situation): Decision {
  const remaining = Math.ceil(soakLeft(situation) / 1000);
  return {
    verdict: 'PROGRESSING',
    reason: 'SOAKING',
    params: { remaining, soak: Math.max(1, Math.ceil(situation.header.soakSeconds)) },
    facts: proofOf(situation),
  };
}

function proofOf(situation: Situation): readonly Fact[] {
  const { state, header, application, targets, jobs, serves } = situation;
  const facts: (Fact | undefined)[] = [
    state.git.fact,
    state.renders.get(header.commit)?.fact,
    state.registry,
    application?.fact,
  ];
  for (const target of targets) {
    facts.push(target.workload?.fact, ...target.pods.facts, ...target.proven.map((pod) => pod.fact));
  }
  facts.push(...jobs.map((job) => job.fact));
  if (serves) {
    facts.push(
      state.services.objects.get(serviceName(situation))?.fact,
      ...slicesOf(situation).map((slice) => slice.fact),
      state.probes.good,
    );
  }
  facts.push(...[...state.criteria.values(), ...state.routes.values()].map((one) => one.fact));
  return facts.filter((fact) => fact !== undefined);
}
