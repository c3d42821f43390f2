import type { KubernetesObject } from '../../store/object-store.ts';
import type { LabelSelector } from '../objects/label-selector.ts';
import type { Pod, PodTemplate } from '../objects/pod.ts';

export interface StatefulSet extends KubernetesObject {
  spec: StatefulSetSpec;
  status?: StatefulSetStatus;
}

interface StatefulSetSpec {
  readonly replicas?: number;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly podManagementPolicy?: string;
  readonly serviceName?: string;
  readonly ordinals?: { readonly start?: number };
  readonly selector: LabelSelector;
  readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  readonly template: PodTemplate;
  readonly volumeClaimTemplates?: readonly KubernetesObject[];
}

export interface StatefulSetStatus {
  readonly observedGeneration?: number;
  readonly replicas: number;
  readonly readyReplicas?: number;
  readonly availableReplicas: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly collisionCount?: number;
}

export const COMPONENT = 'statefulset-controller';
export const REVISION_HASH = 'controller-revision-hash';

export function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const prefix = `${set.metadata.name}-`;
  const { name } = pod.metadata;
  const ordinal = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d{1,9}$/.test(ordinal) ? Number(ordinal) : undefined;
}

export function firstOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

export function isOnDelete(set: StatefulSet): boolean {
  return set.spec.updateStrategy?.type === 'OnDelete';
}

/** Pods below it stay at the current revision. */
export function partitionOf(set: StatefulSet): number {
  return set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}
