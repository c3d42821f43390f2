import type { ClusterObject } from '../../../ports/cluster.ts';

/** How often a container was started, as far as the pod tells. */
export interface ContainerState {
  readonly name: string;
  /** Number of the start that the log shows now, from 0; undefined before the first. */
  readonly start: number | undefined;
  readonly running: boolean;
}

const STATUSES = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'];

/** Every container of the pod, sidecars and init containers too. */
export function containerStates(pod: ClusterObject): readonly ContainerState[] {
  const status = pod['status'];
  return STATUSES.flatMap((field) => {
    const list = part(status, field);
    return Array.isArray(list) ? list.slice(0, 100).flatMap((entry) => stateOf(entry) ?? []) : [];
  });
}

function stateOf(entry: unknown): ContainerState | undefined {
  const [name, restarts] = [part(entry, 'name'), part(entry, 'restartCount')];
  if (typeof name !== 'string') return undefined;
  const state = part(entry, 'state');
  const running = isObject(part(state, 'running'));
  const started =
    running || isObject(part(state, 'terminated')) || isObject(part(part(entry, 'lastState'), 'terminated'));
  return { name, running, start: started ? (typeof restarts === 'number' ? restarts : 0) : undefined };
}

/** A field of an object that may be anything. */
export function part(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
