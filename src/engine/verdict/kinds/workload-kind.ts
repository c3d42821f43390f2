import type { Stored } from '../kind-store.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import type { Fact } from '../receipts.ts';
import type { verdictPhrases } from '../../../domain/messages/verdict/phrases.ts';
import type { State } from '../state.ts';

export type StoredPod = Stored<Pod>;

export interface PodGroups {
  /** Pods of the template that is live now. */
  readonly current: readonly StoredPod[];
  /** Pods of an earlier template that have not ended. */
  readonly old: readonly StoredPod[];
  /** Old pods that nothing will ever replace. */
  readonly stuck: readonly StoredPod[];
  /** What owns the current pods; another one means another roll-out. */
  readonly version?: string;
  readonly facts: readonly Fact[];
}

/** How one kind of workload is read. One file a kind. */
export interface WorkloadKind {
  readonly kind: 'Deployment' | 'StatefulSet' | 'CronJob' | 'Job';
  /** Whether it is expected to keep pods running. */
  readonly keepsPods: boolean;
  find(state: State, name: string): Stored<Workload> | undefined;
  groupPods(state: State, workload: Stored<Workload>): PodGroups;
  /** What its counters lack, if anything. */
  missing(workload: Workload, declares: ReadonlySet<string>): keyof typeof verdictPhrases | undefined;
}

export const NO_PODS: PodGroups = { current: [], old: [], stuck: [], facts: [] };
