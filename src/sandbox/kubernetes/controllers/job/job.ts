import type { KubernetesObject } from '../../store/object-store.ts';
import type { LabelSelector } from '../objects/label-selector.ts';
import type { PodTemplate } from '../objects/pod.ts';

export interface Job extends KubernetesObject {
  spec: JobSpec;
  status?: JobStatus;
}

export interface JobSpec {
  readonly parallelism?: number;
  /** Undefined: done when any pod succeeded and none is active. */
  readonly completions?: number;
  readonly backoffLimit?: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly suspend?: boolean;
  readonly podReplacementPolicy?: string;
  readonly podFailurePolicy?: { readonly rules?: readonly PodFailureRule[] };
  readonly selector?: LabelSelector;
  readonly template: PodTemplate;
}

export interface PodFailureRule {
  readonly action: string;
  readonly onExitCodes?: {
    readonly containerName?: string;
    readonly operator: string;
    readonly values?: readonly number[];
  };
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
}

export interface JobStatus {
  readonly conditions?: readonly JobCondition[];
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly active?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly terminating?: number;
  readonly ready?: number;
  /** Uids of ended pods that still carry the tracking finalizer: counted, but not yet in the counters. */
  readonly uncountedTerminatedPods?: { readonly succeeded?: readonly string[]; readonly failed?: readonly string[] };
}

export interface JobCondition {
  readonly type: string;
  readonly status: string;
  readonly lastProbeTime?: string;
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}

export const COMPONENT = 'job-controller';
/** On each pod, so that none vanishes before it is counted. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

/** The condition that ended the Job. */
export function finishedCondition(job: Job): JobCondition | undefined {
  return job.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

export function trueCondition(job: Job, type: string): JobCondition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}
