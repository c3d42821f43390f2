import { isReady, readyCondition, restartsOf, type Pod } from '../objects/pod.ts';

const PHASES = ['Pending', 'Unknown', 'Running'];

/** The pods in the order in which they are given up, the least useful first (Kubernetes' ActivePodsWithRanks on one node). */
export function rankForDeletion(pods: readonly Pod[]): Pod[] {
  return pods.toSorted(
    (left, right) =>
      Number(left.spec.nodeName !== undefined) - Number(right.spec.nodeName !== undefined) ||
      phaseRank(left) - phaseRank(right) ||
      Number(isReady(left)) - Number(isReady(right)) ||
      deletionCost(left) - deletionCost(right) ||
      readySince(right) - readySince(left) ||
      restartsOf(right) - restartsOf(left) ||
      created(right) - created(left),
  );
}

function phaseRank(pod: Pod): number {
  return PHASES.indexOf(pod.status?.phase ?? 'Pending');
}

function deletionCost(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0);
  return Number.isSafeInteger(cost) ? cost : 0;
}

function readySince(pod: Pod): number {
  return isReady(pod) ? Date.parse(readyCondition(pod)?.lastTransitionTime ?? '') || 0 : 0;
}

function created(pod: Pod): number {
  return Date.parse(pod.metadata.creationTimestamp ?? '') || 0;
}
