import { NO_PODS, type WorkloadKind } from './workload-kind.ts';

/** Keeps no pods: the rule for Jobs judges whether it is complete. */
export const job: WorkloadKind = {
  kind: 'Job',
  keepsPods: false,
  find(state, name) {
    const stored = state.jobs.objects.get(name);
    if (stored === undefined) return undefined;
    const { metadata, images, suspended } = stored.view;
    return {
      ...stored,
      view: {
        metadata,
        images,
        suspended,
        replicas: 1,
        paused: false,
        selector: {},
        generation: 0,
        observedGeneration: 0,
        counters: { total: 0, updated: 0, ready: 0, available: 0 },
        conditions: [],
        onDelete: false,
        partition: 0,
      },
    };
  },
  groupPods: () => NO_PODS,
  missing: () => undefined,
};
