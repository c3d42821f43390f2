/** A pod as it was when it went on probation. */
export interface SoakedPod {
  readonly name: string;
  readonly restarts: number;
  readonly readySince: string;
}

export interface SoakedTarget {
  /** Its uid: without it, or with another one, somebody deleted it and its pods. */
  readonly workload: string | undefined;
  /** What owned the pods: another owner is another roll-out, and another soak. */
  readonly version: string | undefined;
  readonly replicas: number;
  readonly pods: ReadonlyMap<string, SoakedPod>;
  /** Another template was put there meanwhile: its roll-out takes pods away without a fault of theirs. */
  readonly disturbed?: boolean;
}

/** The probation of the pods. */
export interface SoakMemory {
  /** By label of the target; empty until the soak has started. */
  targets: ReadonlyMap<string, SoakedTarget>;
  /** Milliseconds that count. */
  served: number;
  /** Since when it runs; undefined while it is paused. */
  runningSince?: number;
  /** Since when the release itself is as it should be, with these proven pods, whatever else is waited for. */
  steady?: { readonly since: number; readonly pods: string };
}

export function createSoakMemory(): SoakMemory {
  return { targets: new Map(), served: 0 };
}
