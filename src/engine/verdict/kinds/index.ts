import { cronJob } from './cron-job.ts';
import { deployment } from './deployment.ts';
import { job } from './job.ts';
import { statefulSet } from './stateful-set.ts';
import type { WorkloadKind } from './workload-kind.ts';

/** Every kind of workload that can be judged. */
export const workloadKinds: ReadonlyMap<string, WorkloadKind> = new Map(
  [deployment, statefulSet, cronJob, job].map((kind) => [kind.kind, kind]),
);
