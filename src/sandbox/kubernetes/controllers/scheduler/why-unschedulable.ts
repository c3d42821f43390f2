import { parseQuantity } from '../../resources/quantity.ts';
import { podResource } from '../../store/admission/pod-resources.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { expressionHolds, type LabelExpression } from '../objects/label-selector.ts';
import type { Pod } from '../objects/pod.ts';

export interface Node extends KubernetesObject {
  spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
  status?: {
    readonly allocatable?: Readonly<Record<string, string | number>>;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** Why the node cannot take the pod, in the scheduler's own words, and whether the room could come free. */
export interface Refusal {
  readonly reason: string;
  /** Whether it would fit if others left. */
  readonly resolvable: boolean;
}

/** Undefined: it fits. `others` are the pods that run there. */
export function whyUnschedulable(pod: Pod, node: Node, others: readonly Pod[]): Refusal | undefined {
  if (node.spec?.unschedulable) return final('node(s) were unschedulable');
  if (!matchesNode(pod, node)) return final("node(s) didn't match Pod's node affinity/selector");
  const taint = node.spec?.taints?.find((one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod, one));
  if (taint) return final(`node(s) had untolerated taint(s)`);
  return lacking(pod, node, others);
}

function final(reason: string): Refusal {
  return { reason, resolvable: false };
}

function lacking(pod: Pod, node: Node, others: readonly Pod[]): Refusal | undefined {
  const allocatable = node.status?.allocatable ?? {};
  if (allocatable.pods !== undefined && others.length + 1 > Number(allocatable.pods)) {
    return { reason: 'Too many pods', resolvable: true };
  }
  for (const name of requestedNames(pod)) {
    const wanted = requestOf(pod, name);
    const unknown = allocatable[name] === undefined && ['cpu', 'memory', 'ephemeral-storage'].includes(name);
    if (wanted === 0n || unknown) continue;
    const capacity = parseQuantity(String(allocatable[name] ?? 0))?.nanos ?? 0n;
    const used = others.reduce((sum, other) => sum + requestOf(other, name), 0n);
    if (used + wanted > capacity) return { reason: `Insufficient ${name}`, resolvable: wanted <= capacity };
  }
  return undefined;
}

function requestedNames({ spec }: Pod): Set<string> {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return new Set(containers.flatMap(({ resources }) => Object.keys(resources?.requests ?? {})));
}

function requestOf({ spec }: Pod, name: string): bigint {
  return podResource(spec, 'requests', name).nanos;
}

interface NodeSelectorTerm {
  readonly matchExpressions?: readonly LabelExpression[];
}

function matchesNode(pod: Pod, node: Node): boolean {
  const labels = new Map(Object.entries(node.metadata.labels ?? {}));
  const selected = Object.entries(pod.spec.nodeSelector ?? {}).every(([key, value]) => labels.get(key) === value);
  const terms = affinityTerms(pod);
  const holds = ({ matchExpressions = [] }: NodeSelectorTerm): boolean =>
    matchExpressions.length > 0 && matchExpressions.every((one) => expressionHolds(one, labels.get(one.key)));
  return selected && (terms === undefined || terms.some(holds));
}

function affinityTerms(pod: Pod): readonly NodeSelectorTerm[] | undefined {
  const affinity = pod.spec.affinity as
    | { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] } } }
    | undefined;
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

function tolerates(pod: Pod, taint: Taint): boolean {
  const tolerations = (pod.spec.tolerations ?? []) as readonly Toleration[];
  return tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (effect === undefined || effect === '' || effect === taint.effect) &&
      (key === undefined || key === '' ? operator === 'Exists' : key === taint.key) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}
