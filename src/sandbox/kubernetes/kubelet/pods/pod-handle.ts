import type { ContainerRecord } from './container-record.ts';
import type { Pod } from './pod-types.ts';
import type { PodPlace } from './prepare-container.ts';

/** What the parts of a pod's life share. */
export interface PodHandle {
  /** As the API has it now. */
  readonly pod: Pod;
  /** Aborted when the pod is to end: nothing is started any more. */
  readonly signal: AbortSignal;
  place(): PodPlace;
  /** Writes the pod's status when it changed. */
  publish(): void;
  tell(record: ContainerRecord | undefined, type: 'Normal' | 'Warning', reason: string, message: string): void;
}

/** `web-1_default(uid)` as the kubelet names a pod in messages. */
export function podLabel({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
