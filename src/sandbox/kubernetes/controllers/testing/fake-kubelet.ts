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
  /** Milliseconds from the wish to delete a pod to its end. Default 200. */
  readonly stopAfter?: number;
}

/** What the controllers see of a node: pods get an address, become ready, end and go. */
export function startFakeKubelet(options: FakeKubeletOptions): void {
  options.store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'sandbox', labels: { 'kubernetes.io/os': 'linux' } },
    status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] },
  });
  const kubelet = new FakeKubelet(options);
  options.store.watch('Pod', ({ object, type }) => {
    if (type !== 'DELETED') options.time.soon(() => kubelet.look(object as Pod));
  });
}

class FakeKubelet {
  readonly #options: FakeKubeletOptions;
  readonly #started = new Set<string>();
  readonly #stopping = new Set<string>();

  constructor(options: FakeKubeletOptions) {
    this.#options = options;
  }

  look(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    if (pod.spec.nodeName && !this.#started.has(uid)) this.#run(pod, uid);
    if (pod.metadata.deletionTimestamp === undefined || this.#stopping.has(uid)) return;
    this.#stopping.add(uid);
    this.#options.time.after(this.#options.stopAfter ?? 200, () => {
      this.#write(pod, 'False', { phase: 'Succeeded' });
      this.#options.store.remove('Pod', pod.metadata.namespace, pod.metadata.name, { graceSeconds: 0 });
    });
  }

  #run(pod: Pod, uid: string): void {
    const { time, readyAfter = () => 1000, endsAfter } = this.#options;
    this.#started.add(uid);
    const podIP = `10.244.0.${this.#started.size}`;
    time.soon(() => this.#write(pod, 'False', { phase: 'Running', podIP }));
    const ms = readyAfter(pod);
    if (ms !== undefined) time.after(ms, () => this.#write(pod, 'True', {}));
    const end = endsAfter?.(pod);
    if (!end) return;
    const phase = end.exitCode === 0 ? 'Succeeded' : 'Failed';
    const state = { terminated: { exitCode: end.exitCode, finishedAt: timestamp(time.clock.now() + end.ms) } };
    time.after(end.ms, () =>
      this.#write(pod, 'False', { phase, containerStatuses: [{ name: 'web', restartCount: 0, state }] }),
    );
  }

  #write({ metadata }: Pod, ready: 'True' | 'False', status: Record<string, unknown>): void {
    const { store, time } = this.#options;
    const pod = store.get('Pod', metadata.namespace, metadata.name) as Pod | undefined;
    if (!pod || pod.metadata.uid !== metadata.uid) return;
    const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
    const lastTransitionTime = timestamp(time.clock.now());
    const condition = { type: 'Ready', status: ready, lastTransitionTime };
    store.updateStatus({ ...pod, status: { ...pod.status, ...status, conditions: [...conditions, condition] } });
  }
}
