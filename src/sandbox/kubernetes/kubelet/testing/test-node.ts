import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../platform/clock.ts';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import { createObjectStore, type OpenObjectStore } from '../../store/memory-store.ts';
import { createKubelet, type Kubelet, type KubeletOptions } from '../kubelet.ts';
import type { ContainerSpec, Pod, PodSpec } from '../pods/pod-types.ts';
import { TinyRegistry } from './tiny-registry.ts';

const PATIENCE_MS = 15_000;

/** A node with real processes, a store in memory and a registry, for tests. */
export interface TestNode {
  readonly store: OpenObjectStore;
  readonly registry: TinyRegistry;
  readonly folder: string;
  readonly kubelet: Kubelet;
  /** Stops the kubelet and starts another over the same store and folder. */
  restart(): Promise<void>;
  pod(name: string, containers: readonly Partial<ContainerSpec>[], more?: Partial<PodSpec>): Pod;
  get(name: string): Pod | undefined;
  /** Resolves with the pod as soon as it is as wanted; rejects with what it was last. */
  until(name: string, wanted: (pod: Pod) => boolean): Promise<Pod>;
  gone(name: string): Promise<void>;
  events(name: string): string[];
  logs(name: string, options?: Parameters<Kubelet['logs']>[2]): Promise<string>;
  close(): Promise<void>;
}

export async function createTestNode(options: Partial<KubeletOptions> = {}): Promise<TestNode> {
  const folder = await mkdtemp(join(tmpdir(), 'kubelet-test-'));
  const registry = new TinyRegistry();
  await registry.listen();
  const store = await createObjectStore({ clock: systemClock });
  const start = async () => {
    const kubelet = await createKubelet({ store, clock: systemClock, folder, log: () => undefined, ...options });
    return { kubelet, stop: kubelet.start() };
  };
  let current = await start();
  return {
    store,
    registry,
    folder,
    get kubelet() {
      return current.kubelet;
    },
    restart: async () => {
      await current.stop();
      current = await start();
    },
    ...podActions(store, registry, () => current.kubelet),
    close: async () => {
      await current.stop();
      await registry.close();
      await store.close();
      await removeTree(folder);
    },
  };
}

type Actions = Pick<TestNode, 'pod' | 'get' | 'until' | 'gone' | 'events' | 'logs'>;

function podActions(store: OpenObjectStore, registry: TinyRegistry, kubelet: () => Kubelet): Actions {
  const get = (name: string) => store.get('Pod', 'default', name) as Pod | undefined;
  return {
    get,
    pod: (name, containers, more = {}) => {
      const image = `${registry.host}/web:1`;
      const full = containers.map((container, index) => ({ name: `c${index}`, image, ...container }));
      const spec = { nodeName: 'sandbox', ...more, containers: full };
      return store.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec }) as Pod;
    },
    until: async (name, wanted) => await untilPod(store, name, wanted),
    gone: async (name) => {
      await untilPod(store, name, () => false).catch((error: unknown) => {
        if (get(name)) throw error;
      });
    },
    events: (name) =>
      store
        .list('Event')
        .filter((event) => (event.involvedObject as { name?: string }).name === name)
        .map(({ type, reason, message }) => [type, reason, message].map(String).join(' ')),
    logs: async (name, wanted = {}) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of kubelet().logs('default', name, wanted)) chunks.push(chunk);
      return Buffer.concat(chunks).toString('latin1');
    },
  };
}

async function untilPod(store: OpenObjectStore, name: string, wanted: (pod: Pod) => boolean): Promise<Pod> {
  const get = () => store.get('Pod', 'default', name) as Pod | undefined;
  return await new Promise((resolve, reject) => {
    const look = (): void => {
      const pod = get();
      if (pod && !wanted(pod)) return;
      clearTimeout(timer);
      stop();
      if (pod) resolve(pod);
      else reject(new Error(`pod ${name} is gone`));
    };
    const stop = store.watch('Pod', () => queueMicrotask(look));
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`pod ${name} is not as wanted: ${JSON.stringify(get()?.status, undefined, 1)}`));
    }, PATIENCE_MS);
    look();
  });
}
