import type { ObjectStore } from '../../store/object-store.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import type { Pod } from '../objects/pod.ts';
import type { FakeTime } from './fake-time.ts';

export interface FakeKubeletOptions {
  readonly store: ObjectStore;
  readonly time: FakeTime;
  /** Milliseconds from bound to ready; undefined: never. */
  readonly readyAfter?: (pod: Pod) => number | undefined;
  /** Milliseconds from bound to the end, and its exit code; undefined: runs on. */
  readonly endsAfter?: (pod: Pod) => { readonly ms: number; readonly exitCode: number } | undefined;
  /** Milliseconds from the wish to delete a pod to its end. */
  readonly stopAfter?: number;
}

/** What the controllers see of a node: pods get an address, become ready, end and go. */
export function startFakeKubelet({
  store,
  time,
  readyAfter = () => 1000,
  endsAfter,
  stopAfter = 200,
}: FakeKubeletOptions): void {
  store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'sandbox', labels: { 'kubernetes.io/os': 'linux' } },
    status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] },
  });
  const seen = new Set<string>();
  const stopping = new Set<string>();
  let address = 1;
  const write = (name: Pod, status: Record<string, unknown>): void => {
    const pod = store.get('Pod', name.metadata.namespace, name.metadata.name) as Pod | undefined;
    if (pod?.metadata.uid === name.metadata.uid && pod)
      store.updateStatus({ ...pod, status: { ...pod.status, ...status } });
  };
  const ready = (pod: Pod, status: 'True' | 'False'): Record<string, unknown> => {
    const lastTransitionTime = timestamp(time.clock.now());
    const rest = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
    return { conditions: [...rest, { type: 'Ready', status, lastTransitionTime }] };
  };
  const run = (pod: Pod): void => {
    seen.add(pod.metadata.uid ?? '');
    const podIP = `10.244.0.${(address += 1)}`;
    time.soon(() => write(pod, { phase: 'Running', podIP, ...ready(pod, 'False') }));
    const ms = readyAfter(pod);
    if (ms !== undefined) time.after(ms, () => write(pod, ready(pod, 'True')));
    const end = endsAfter?.(pod);
    if (!end) return;
    const terminated = { exitCode: end.exitCode };
    const phase = end.exitCode === 0 ? 'Succeeded' : 'Failed';
    const containerStatuses = [{ name: 'web', restartCount: 0, state: { terminated } }];
    time.after(end.ms, () => write(pod, { phase, containerStatuses, ...ready(pod, 'False') }));
  };
  const stop = (pod: Pod): void => {
    stopping.add(pod.metadata.uid ?? '');
    time.after(stopAfter, () => {
      write(pod, { phase: 'Succeeded', ...ready(pod, 'False') });
      store.remove('Pod', pod.metadata.namespace, pod.metadata.name, { graceSeconds: 0 });
    });
  };
  const look = (pod: Pod): void => {
    const uid = pod.metadata.uid ?? '';
    if (pod.spec.nodeName && !seen.has(uid)) run(pod);
    if (pod.metadata.deletionTimestamp !== undefined && !stopping.has(uid)) stop(pod);
  };
  store.watch('Pod', ({ object, type }) => {
    if (type !== 'DELETED') time.soon(() => look(object as Pod));
  });
}
