import { timestamp } from '../../store/prepare-removal.ts';
import { containerStatus, isRunning, type ContainerRecord } from './container-record.ts';
import type { Pod, PodCondition, PodStatus } from './pod-types.ts';

/** What the node knows of a pod beyond its containers. */
export interface PodFacts {
  readonly records: readonly ContainerRecord[];
  readonly hasSandbox: boolean;
  readonly hostIp: string;
  readonly podIp?: string;
  readonly startTime: string;
  /** The pod was ended by the node: phase Failed whatever the containers say. */
  readonly failure?: { readonly reason: string; readonly message: string };
  readonly now: number;
}

/** The status as a kubelet writes it: a pure function of the pod's former status and what the node knows. */
export function podStatus(pod: Pod, facts: PodFacts): PodStatus {
  const phase = phaseOf(pod, facts);
  const init = facts.records.filter(({ kind }) => kind !== 'main');
  const main = facts.records.filter(({ kind }) => kind === 'main');
  return {
    ...keptStatus(pod),
    ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
    phase,
    conditions: conditions(pod, facts, phase),
    ...facts.failure,
    hostIP: facts.hostIp,
    hostIPs: [{ ip: facts.hostIp }],
    ...(facts.podIp === undefined ? {} : { podIP: facts.podIp, podIPs: [{ ip: facts.podIp }] }),
    startTime: facts.startTime,
    ...(init.length > 0 ? { initContainerStatuses: init.map(containerStatus) } : {}),
    containerStatuses: main.map(containerStatus),
  };
}

function keptStatus({ status }: Pod): PodStatus {
  return status?.qosClass === undefined ? {} : { qosClass: status.qosClass };
}

/** As getPhase of the kubelet. */
export function phaseOf(pod: Pod, { records, failure }: PodFacts): string {
  if (failure) return 'Failed';
  const policy = pod.spec.restartPolicy ?? 'Always';
  const init = records.filter(({ kind }) => kind === 'init');
  if (policy === 'Never' && init.some(({ state }) => (state.terminated?.exitCode ?? 0) !== 0)) return 'Failed';
  if (init.some((record) => !isInitialized(record)) || records.some(isSidecarWaiting)) return 'Pending';
  const main = records.filter(({ kind }) => kind === 'main');
  const stopped = main.filter(({ state, lastState }) => state.terminated ?? (state.waiting && lastState.terminated));
  const running = main.filter(isRunning);
  if (running.length + stopped.length < main.length) return 'Pending';
  if (running.length > 0) return 'Running';
  if (policy === 'Always' && !main.every(({ finished }) => finished)) return 'Running';
  if (main.every(({ state }) => state.terminated?.exitCode === 0)) return 'Succeeded';
  return policy === 'OnFailure' && !main.every(({ finished }) => finished) ? 'Running' : 'Failed';
}

function isInitialized({ state, lastState, finished }: ContainerRecord): boolean {
  return finished && (state.terminated ?? lastState.terminated)?.exitCode === 0;
}

function isSidecarWaiting({ kind, state, lastState }: ContainerRecord): boolean {
  return kind === 'sidecar' && state.waiting !== undefined && !lastState.terminated;
}

function conditions(pod: Pod, facts: PodFacts, phase: string): PodCondition[] {
  const former = new Map((pod.status?.conditions ?? []).map((condition) => [condition.type, condition]));
  const own = ownConditions(pod, facts, phase).map((condition) => withTransition(condition, former, facts.now));
  const names = new Set(own.map(({ type }) => type));
  const generation = pod.metadata.generation;
  const others = [...former.values()].filter(({ type }) => !names.has(type));
  return [...own, ...others].map((condition) => ({
    ...condition,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  }));
}

function withTransition(
  { type, status, reason, message }: PodCondition,
  former: ReadonlyMap<string, PodCondition>,
  now: number,
): PodCondition {
  const known = former.get(type);
  const since = known?.status === status ? known.lastTransitionTime : undefined;
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: since ?? timestamp(now),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

function ownConditions(pod: Pod, facts: PodFacts, phase: string): PodCondition[] {
  const hasEnded = phase === 'Succeeded' || phase === 'Failed';
  const ready = readiness(pod, facts, phase);
  return [
    { type: 'PodReadyToStartContainers', status: facts.hasSandbox && !hasEnded ? 'True' : 'False' },
    { type: 'Initialized', ...initialized(facts, phase) },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
  ];
}

type Answer = Pick<PodCondition, 'status' | 'reason' | 'message'>;

function initialized({ records }: PodFacts, phase: string): Answer {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const incomplete = records
    .filter(
      (record) => (record.kind === 'init' && !isInitialized(record)) || (record.kind === 'sidecar' && !record.started),
    )
    .map(({ spec }) => spec.name);
  if (incomplete.length === 0) return { status: 'True' };
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

function readiness(pod: Pod, { records }: PodFacts, phase: string): Answer {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const main = records.filter(({ kind }) => kind !== 'init');
  // A pod whose containers have all ended is failed before its phase says so.
  const willFail = main.length > 0 && main.every(({ state, finished }) => finished && state.terminated);
  if (phase === 'Failed' || (willFail && pod.spec.restartPolicy === 'Never'))
    return { status: 'False', reason: 'PodFailed' };
  const unready = main.filter((record) => !containerStatus(record).ready).map(({ spec }) => spec.name);
  if (unready.length === 0) return { status: 'True' };
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}
