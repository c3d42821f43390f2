import type { ObjectStore } from '../store/object-store.ts';
import { badRequest, notFound } from '../store/status-failure.ts';
import { resourceOfKind } from '../resources/resource-table.ts';
import type { Clock } from '../../../platform/clock.ts';
import { exists } from '../../../platform/files.ts';
import type { LogOptions } from './contract.ts';
import { readLog } from './logs/read-log.ts';
import type { PodWorker } from './pods/pod-worker.ts';
import { logPath } from './pods/running-container.ts';
import type { ContainerStatus, Pod } from './pods/pod-types.ts';

const PULL_TROUBLE = new Set(['ErrImagePull', 'ImagePullBackOff']);

/** The log that `kubectl logs` asks for. Throws failures in Kubernetes' own words. */
export async function* podLogs(
  store: ObjectStore,
  clock: Clock,
  worker: PodWorker | undefined,
  namespace: string,
  name: string,
  options: LogOptions,
): AsyncGenerator<Uint8Array> {
  const pod = store.get('Pod', namespace, name) as Pod | undefined;
  const resource = resourceOfKind('Pod');
  if (!pod && resource) throw notFound(resource, name);
  if (!pod) return;
  const container = containerOf(pod, options.container);
  const supervisor = worker?.supervisors.find(({ record }) => record.spec.name === container);
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const status = statuses.find((entry) => entry.name === container);
  const restart = supervisor?.record.restartCount ?? status?.restartCount ?? 0;
  const current = worker && logPath(worker.folder, container, restart);
  const isShown = current !== undefined && (await exists(current));
  // Between two runs the last one is current: what has not begun has no log.
  const shown = isShown ? restart : restart - 1;
  const wanted = options.previous ? shown - 1 : shown;
  const path = worker && logPath(worker.folder, container, wanted);
  if (path === undefined || wanted < 0 || !(await exists(path)))
    throw noLog(pod, container, status, options.previous === true);
  const live = !options.previous && wanted === restart ? supervisor?.container?.log : undefined;
  yield* readLog(path, live, { ...options, now: clock.now() });
}

function containerOf({ metadata, spec }: Pod, wanted: string | undefined): string {
  const all = [...(spec.initContainers ?? []), ...spec.containers].map(({ name }) => name);
  if (wanted !== undefined && wanted !== '') {
    if (all.includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}`);
  }
  const [only, ...more] = spec.containers.map(({ name }) => name);
  const chosen = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (chosen !== undefined && all.includes(chosen)) return chosen;
  if (only !== undefined && more.length === 0 && (spec.initContainers ?? []).length === 0) return only;
  const choices = `choose one of: [${spec.containers.map(({ name }) => name).join(' ')}]`;
  const init = (spec.initContainers ?? []).map(({ name }) => name);
  const others = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
  throw badRequest(`a container name must be specified for pod ${metadata.name}, ${choices}${others}`);
}

function noLog({ metadata }: Pod, container: string, status: ContainerStatus | undefined, previous: boolean) {
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${metadata.name}" not found`);
  const reason = status?.state?.waiting?.reason ?? 'ContainerCreating';
  const why = PULL_TROUBLE.has(reason) ? 'trying and failing to pull image' : reason;
  return badRequest(`container "${container}" in pod "${metadata.name}" is waiting to start: ${why}`);
}
