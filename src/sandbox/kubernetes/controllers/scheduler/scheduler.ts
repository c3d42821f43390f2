import type { Controller } from '../../store/object-store.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { controlLoop, keyOf, splitKey, type Source } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent, type Occasion } from '../events.ts';
import { isTerminal, type Pod, type PodCondition } from '../objects/pod.ts';
import { whyUnschedulable, type Node, type Refusal } from './why-unschedulable.ts';

const COMPONENT = 'default-scheduler';

/** Gives each pod that waits a node, or says why there is none. */
export function scheduler(context: ControllerContext): Controller {
  const { store } = context;
  const waiting = (): string[] => (store.list('Pod') as Pod[]).filter(isWaiting).map(keyOf);
  // A pod that leaves, or a node that changes, may make room for those that found none.
  const leaving: Source = {
    kind: 'Pod',
    keys: (pod, previous) => {
      if (!isWaiting(pod as Pod)) return occupies(pod as Pod, store) ? [] : waiting();
      return previous && equalJson(previous.spec, pod.spec) ? [] : [keyOf(pod)];
    },
  };
  return controlLoop(context, {
    name: 'scheduler',
    sources: [
      leaving,
      { kind: 'Node', keys: (node, previous) => (sameRoom(node as Node, previous as Node) ? [] : waiting()) },
    ],
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const pod = store.get('Pod', namespace, name) as Pod | undefined;
      if (pod && isWaiting(pod)) schedule(context, pod);
    },
  });
}

function isWaiting(pod: Pod): boolean {
  const { schedulerName = COMPONENT, nodeName } = pod.spec;
  return !nodeName && pod.metadata.deletionTimestamp === undefined && !isTerminal(pod) && schedulerName === COMPONENT;
}

function occupies(pod: Pod, store: ControllerContext['store']): boolean {
  return !isTerminal(pod) && store.get('Pod', pod.metadata.namespace, pod.metadata.name) !== undefined;
}

/** A heartbeat of the node is no reason to try again. */
function sameRoom(node: Node, previous: Node | undefined): boolean {
  if (!previous) return false;
  const room = ({ metadata, spec, status }: Node): string =>
    JSON.stringify([metadata.labels, spec, status?.allocatable, isReadyNode({ metadata, spec, status } as Node)]);
  return room(node) === room(previous);
}

function isReadyNode(node: Node): boolean {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  return ready === undefined || ready.status === 'True';
}

function schedule(context: ControllerContext, pod: Pod): void {
  const { store } = context;
  const nodes = store.list('Node') as Node[];
  const running = (store.list('Pod') as Pod[]).filter((other) => other.spec.nodeName && !isTerminal(other));
  const refusals: Refusal[] = [];
  for (const node of nodes) {
    const others = running.filter((other) => other.spec.nodeName === node.metadata.name);
    const refusal = isReadyNode(node)
      ? whyUnschedulable(pod, node, others)
      : { reason: 'node(s) had untolerated taint(s)', resolvable: false };
    if (!refusal) return bind(context, pod, node.metadata.name);
    refusals.push(refusal);
  }
  refuse(context, pod, messageOf(refusals));
}

/** The condition comes before the node: from then on the kubelet writes the status. */
function bind(context: ControllerContext, pod: Pod, node: string): void {
  const scheduled = writeCondition(context, pod, { type: 'PodScheduled', status: 'True' });
  context.store.update({ ...scheduled, spec: { ...scheduled.spec, nodeName: node } });
  const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`;
  say(context, { object: pod, type: 'Normal', reason: 'Scheduled', action: 'Binding', message });
}

function refuse(context: ControllerContext, pod: Pod, message: string): void {
  say(context, { object: pod, type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message });
  writeCondition(context, pod, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message });
}

function say({ store, clock }: ControllerContext, occasion: Omit<Occasion, 'component'>): void {
  recordEvent(store, clock, { ...occasion, component: COMPONENT });
}

function writeCondition({ store, clock }: ControllerContext, pod: Pod, condition: PodCondition): Pod {
  const conditions = pod.status?.conditions ?? [];
  const known = conditions.find(({ type }) => type === condition.type);
  const changed = known?.status !== condition.status;
  const lastTransitionTime = changed ? timestamp(clock.now()) : (known?.lastTransitionTime ?? '');
  const rest = conditions.filter(({ type }) => type !== condition.type);
  return store.updateStatus({
    ...pod,
    status: { ...pod.status, conditions: [...rest, { ...condition, lastTransitionTime }] },
  }) as Pod;
}

/** `0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: …` */
function messageOf(refusals: readonly Refusal[]): string {
  const total = refusals.length;
  if (total === 0) return 'no nodes available to schedule pods';
  const preemption = tally(
    refusals.map(({ resolvable }) =>
      resolvable ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
    ),
  );
  const reasons = tally(refusals.map(({ reason }) => reason));
  const none = `0/${total} nodes are available`;
  return `${none}: ${reasons}. no new claims to deallocate, preemption: ${none}: ${preemption}.`;
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
