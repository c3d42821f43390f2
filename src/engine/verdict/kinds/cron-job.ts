import { NO_PODS, type WorkloadKind } from './workload-kind.ts';

/** Keeps no pods: what can be seen of it is that it would run the right image. Its runs are judged as Jobs. */
export const cronJob: WorkloadKind = {
  kind: 'CronJob',
  keepsPods: false,
  find: (state, name) => state.cronJobs.objects.get(name),
  groupPods: () => NO_PODS,
  missing: () => undefined,
};
