import type { ContainerSpec, ContainerState, ContainerStatus, Pod } from './pod-types.ts';

/** What the node knows of one container of a pod; its status is derived from it. */
export interface ContainerRecord {
  readonly spec: ContainerSpec;
  readonly kind: 'init' | 'sidecar' | 'main';
  state: ContainerState;
  lastState: ContainerState;
  restartCount: number;
  image: string;
  imageId: string;
  containerId?: string;
  /** The startup probe has passed, or there is none. */
  started: boolean;
  /** The readiness probe passes, or there is none. */
  ready: boolean;
  /** It ended and is not run again. */
  finished: boolean;
}

/** The containers of a pod as they begin, or as its status of before tells. */
export function containerRecords(pod: Pod): ContainerRecord[] {
  const init = pod.spec.initContainers ?? [];
  return [
    ...init.map((spec) => record(pod, spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init')),
    ...pod.spec.containers.map((spec) => record(pod, spec, 'main')),
  ];
}

function record(pod: Pod, spec: ContainerSpec, kind: ContainerRecord['kind']): ContainerRecord {
  const statuses = kind === 'main' ? pod.status?.containerStatuses : pod.status?.initContainerStatuses;
  const known = statuses?.find(({ name }) => name === spec.name);
  const reason = (pod.spec.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
  return {
    spec,
    kind,
    state: { waiting: { reason } },
    lastState: known ? lastStateOf(known) : {},
    restartCount: known ? restartsOf(known) : 0,
    image: spec.image,
    imageId: '',
    started: false,
    ready: false,
    finished: false,
  };
}

/** After the node was away: what ran then has ended, nobody saw how. */
function lastStateOf({ state, lastState, containerID }: ContainerStatus): ContainerState {
  if (state?.terminated) return { terminated: state.terminated };
  if (!state?.running) return lastState ?? {};
  return {
    terminated: {
      exitCode: 255,
      reason: 'Unknown',
      startedAt: state.running.startedAt,
      finishedAt: null,
      ...(containerID === undefined ? {} : { containerID }),
    },
  };
}

function restartsOf({ state, restartCount }: ContainerStatus): number {
  return state?.running || state?.terminated ? restartCount + 1 : restartCount;
}

/** As the API shows it. */
export function containerStatus({ spec, ...record }: ContainerRecord): ContainerStatus {
  const { limits, requests } = spec.resources ?? {};
  const hasRun = record.containerId !== undefined;
  return {
    name: spec.name,
    state: record.state,
    lastState: record.lastState,
    ready:
      record.kind === 'init'
        ? record.state.terminated?.exitCode === 0
        : isRunning(record) && record.started && record.ready,
    restartCount: record.restartCount,
    image: record.image,
    imageID: record.imageId,
    ...(hasRun ? { containerID: record.containerId } : {}),
    started: isRunning(record) && (record.started || record.kind === 'init'),
    ...(hasRun && requests ? { allocatedResources: requests } : {}),
    ...(hasRun ? { resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) } } : {}),
    ...(spec.volumeMounts?.length ? { volumeMounts: spec.volumeMounts.map(mountStatus) } : {}),
  };
}

function mountStatus({ name, mountPath, readOnly }: NonNullable<ContainerSpec['volumeMounts']>[number]) {
  return { name, mountPath, ...(readOnly ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}) };
}

export function isRunning({ state }: Pick<ContainerRecord, 'state'>): boolean {
  return state.running !== undefined;
}
