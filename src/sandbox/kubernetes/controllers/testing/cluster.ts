import { createObjectStore, type OpenObjectStore } from '../../store/memory-store.ts';
import type { KubernetesObject, WatchEvent } from '../../store/object-store.ts';
import { createControllers } from '../index.ts';
import { startFakeKubelet, type FakeKubeletOptions } from './fake-kubelet.ts';
import { FakeTime } from './fake-time.ts';
import { NAMESPACE } from './manifests.ts';

export interface Cluster {
  readonly store: OpenObjectStore;
  readonly time: FakeTime;
  /** What the controllers logged. */
  readonly logged: string[];
  /** Applies a manifest: creates it, or updates what it names. */
  readonly apply: (object: KubernetesObject) => KubernetesObject;
  /** Changes the spec of an object. */
  readonly change: (kind: string, name: string, spec: Record<string, unknown>) => KubernetesObject;
  readonly read: (kind: string, name: string) => KubernetesObject;
  /** Of the kinds, from now on. */
  readonly record: (...kinds: string[]) => WatchEvent[];
  /** `Reason: message` of the Events about an object, in the order in which they came. */
  readonly said: (about: string) => string[];
  readonly stop: () => Promise<void>;
}

/** The real store and controllers on a fake clock, with a fake kubelet. Every uid and name is the same at each run. */
export async function startCluster(kubelet: Omit<FakeKubeletOptions, 'store' | 'time'> = {}): Promise<Cluster> {
  const time = new FakeTime();
  let serial = 0;
  const ids = { uid: () => `uid-${(serial += 1)}`, suffix: () => (serial += 1).toString(36).padStart(5, 'b') };
  const store = await createObjectStore({ clock: time.clock, ids });
  startFakeKubelet({ store, time, ...kubelet });
  const { logged, stop } = startControllers(store, time);
  return {
    ...hands(store),
    store,
    time,
    logged,
    stop: async () => {
      await stop();
      await store.close();
    },
  };
}

/** Also for a second start over the same store; `steps` of what is due at once are taken, all when left out. */
export function startControllers(
  store: OpenObjectStore,
  time: FakeTime,
  steps?: number,
): { logged: string[]; stop: () => Promise<void> } {
  const logged: string[] = [];
  const log = (message: string, fields: object): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const controllers = createControllers({ store, clock: time.clock, timers: time, log });
  const stops = controllers.map((controller) => controller.start());
  time.settle(steps);
  return { logged, stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function hands(store: OpenObjectStore): Pick<Cluster, 'read' | 'apply' | 'change' | 'record' | 'said'> {
  const read = (kind: string, name: string): KubernetesObject => {
    const found = store.get(kind, NAMESPACE, name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
  return {
    read,
    apply: (object) =>
      store.get(object.kind, NAMESPACE, object.metadata.name) ? store.update(object) : store.create(object),
    change: (kind, name, spec) => {
      const found = read(kind, name);
      return store.update({ ...found, spec: { ...(found.spec as object), ...spec } });
    },
    record: (...kinds) => {
      const events: WatchEvent[] = [];
      for (const kind of kinds) store.watch(kind, (event) => events.push(event));
      return events;
    },
    said: (about) =>
      store
        .list('Event')
        .filter((event) => (event.involvedObject as { name?: string }).name === about)
        .toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
        .map((event) => `${String(event.reason)}: ${String(event.message)}`),
  };
}
