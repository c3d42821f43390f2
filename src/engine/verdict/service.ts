import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { Stored } from './kind-store.ts';
import { matchesLabels } from './objects/metadata.ts';
import type { EndpointSlice, Service } from './objects/service.ts';
import { CONFIRMATION_MS, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** S1: no ready endpoint with the port leads to a pod of the release. Asked once the pods are there. */
export const endpointsReady: Rule = {
  id: 'S1',
  group: 'service',
  judge(situation) {
    const { serves, rolledOut, state, header } = situation;
    if (!serves) return 'noPort';
    if (!rolledOut) return 'notRolledOut';
    const service = state.services.objects.get(serviceName(situation));
    const slices = slicesOf(situation);
    const problem = whatIsMissing(situation, service, slices);
    if (problem === undefined) return 'routed';
    return {
      verdict: 'FAIL',
      reason: 'NO_ENDPOINTS',
      params: { service: serviceName(situation), namespace: header.namespace, problem: verdictPhrases[problem] },
      facts: [
        ...(service === undefined ? [] : [service.fact]),
        ...slices.map((slice) => slice.fact),
        ...podFacts(situation),
      ],
      holds: { key: 'endpoints', milliseconds: CONFIRMATION_MS },
      soak: 'restarts',
    };
  },
};

/** The Service that the health path is asked through; the probes name it. */
export function serviceName({ state, header }: Situation): string {
  const url = state.probes.last?.event.url ?? '';
  return /\/services\/(?:https?:)?([a-z0-9-]{1,63})(?::[\w-]+)?\/proxy/.exec(url)?.[1] ?? header.service;
}

export function slicesOf(situation: Situation): readonly Stored<EndpointSlice>[] {
  const name = serviceName(situation);
  return [...situation.state.slices.objects.values()].filter((slice) => slice.view.service === name);
}

function whatIsMissing(
  situation: Situation,
  service: Stored<Service> | undefined,
  slices: readonly Stored<EndpointSlice>[],
): keyof typeof verdictPhrases | undefined {
  if (service === undefined) return 'noService';
  const pods = new Set(situation.primary?.proven.map((pod) => pod.view.metadata.uid));
  const port = portName(situation, service.view);
  if (port === undefined) return 'noPort';
  const ready = slices.filter((slice) => slice.view.readyPods.some((uid) => pods.has(uid)));
  if (ready.some((slice) => slice.view.ports.includes(port))) return undefined;
  if (ready.length > 0) return 'noPort';
  const selected = situation.primary?.proven.some((pod) =>
    matchesLabels(pod.view.metadata.labels, service.view.selector),
  );
  return selected === true ? 'noReadyEndpoint' : 'noSelector';
}

/** The name of the Service's port that the health path is asked on. */
function portName({ header }: Situation, service: Service): string | undefined {
  const wanted = header.health?.port;
  return service.ports.find((port) => port.port === wanted || String(port.port) === wanted || port.name === wanted)
    ?.name;
}

function podFacts({ primary }: Situation) {
  return primary?.proven.map((pod) => pod.fact) ?? [];
}
