import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../platform/clock.ts';
import { detectIsolation, type Isolation } from '../../../platform/isolation/detect-isolation.ts';
import { removeTree } from '../../../platform/isolation/remove-tree.ts';
import type { Controller, KubernetesObject, ObjectStore } from '../store/object-store.ts';
import type { LogOptions, Node } from './contract.ts';
import { Images, type RegistryAuth } from './images/images.ts';
import { HOST_IP } from './network/relay-protocol.ts';
import { openNetwork } from './network/open-network.ts';
import { announceNode } from './node-object.ts';
import { podLogs } from './pod-logs.ts';
import { kubeletBackOff, type BackOffOptions } from './pods/back-off.ts';
import { removeMemoryGroups } from './pods/memory-limit.ts';
import type { NodeContext } from './pods/node-context.ts';
import type { Pod } from './pods/pod-types.ts';
import { PodWorker } from './pods/pod-worker.ts';
import { ProcessRecords } from './process-records.ts';

export interface KubeletOptions {
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Everything of the node lives here: images, pods, logs, process records. Must exist no longer than the store. */
  readonly folder: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly registryAuth?: RegistryAuth;
  /** Default `sandbox`. */
  readonly nodeName?: string;
  /** `host`: the machine's loopback even where a network of its own is possible. */
  readonly network?: 'own' | 'host';
  /** Kubernetes' own where left out; tests bring less. */
  readonly backOff?: BackOffOptions;
  /** Milliseconds that pods have when the node stops. Default 5000. */
  readonly stopGraceMs?: number;
}

/** How often images that no pod uses are looked for. */
const GARBAGE_MS = 300_000;

/** A kubelet: the controller that runs the pods of its node, and the node as the API server and the gateway see it. */
export async function createKubelet(options: KubeletOptions): Promise<Kubelet> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const isolation = await detectIsolation(options.folder);
  return new Kubelet(options, isolation);
}

export class Kubelet implements Controller, Node {
  readonly name = 'kubelet';
  readonly #options: KubeletOptions;
  readonly #isolation: Isolation;
  readonly #workers = new Map<string, PodWorker>();
  #networkReason: string | undefined;
  #context: NodeContext | undefined;
  #opened: Promise<void> = Promise.resolve();

  constructor(options: KubeletOptions, isolation: Isolation) {
    this.#options = options;
    this.#isolation = isolation;
  }

  get isolation(): Node['isolation'] {
    const reason = this.#isolation.reason ?? this.#networkReason;
    return { level: this.#isolation.level, ...(reason === undefined ? {} : { reason }) };
  }

  /** Returns at once; pods begin when the network stands. The answer ends every process. */
  start(): () => Promise<void> {
    const stops: (() => void)[] = [];
    const state = { stopped: false };
    const opened = this.#open(stops, state).catch((error: unknown) => {
      this.#options.log('kubelet failed', { error: String(error) });
    });
    this.#opened = opened;
    return async () => {
      state.stopped = true;
      for (const stop of stops) stop();
      await opened;
      for (const stop of stops) stop();
      const grace = this.#options.stopGraceMs ?? 5000;
      await Promise.all([...this.#workers.values()].map(async (worker) => await worker.suspend(grace)));
      this.#workers.clear();
      await this.#context?.network.stop();
    };
  }

  /** After `start`: the network stands, and `isolation` tells what became of it. */
  async opened(): Promise<void> {
    await this.#opened;
  }

  async connect(namespace: string, pod: string, port: number): Promise<Duplex> {
    const link = this.#workerOf(namespace, pod)?.link;
    if (!link) throw Object.assign(new Error(`pod ${namespace}/${pod} does not run`), { code: 'ENOENT' });
    return await link.connect(port);
  }

  logs(namespace: string, pod: string, options: LogOptions): AsyncIterable<Uint8Array> {
    const { store, clock } = this.#options;
    return podLogs(store, clock, this.#workerOf(namespace, pod), namespace, pod, options);
  }

  async #open(stops: (() => void)[], state: { readonly stopped: boolean }): Promise<void> {
    const { store, clock, folder, log } = this.#options;
    const nodeName = this.#options.nodeName ?? 'sandbox';
    const groupPrefix = createHash('sha256').update(folder).digest('hex').slice(0, 8);
    const processes = await this.#endLeftovers(groupPrefix);
    const images = new Images(join(folder, 'images'), clock, store, this.#options.registryAuth);
    await images.open();
    const network = await openNetwork({
      folder: join(folder, 'network'),
      isolation: this.#isolation,
      store,
      started: async (pid) => await processes.add(pid),
      ...(this.#options.network ? { network: this.#options.network } : {}),
    });
    this.#networkReason = network.reason;
    if (this.isolation.reason) log('isolation is not full', { ...this.isolation });
    this.#context = {
      store,
      clock,
      log,
      nodeName,
      images,
      network,
      processes,
      hostIp: HOST_IP,
      podsFolder: join(folder, 'pods'),
      groupPrefix,
      isolation: this.#isolation,
      backOff: this.#options.backOff ?? kubeletBackOff,
    };
    if (state.stopped) return;
    stops.push(announceNode(store, clock, { name: nodeName, hostIp: HOST_IP, isolation: this.isolation }));
    stops.push(store.watch('Pod', ({ type, object }) => this.#changed(type, object)));
    for (const pod of store.list('Pod')) this.#changed('ADDED', pod);
    const timer = setInterval(() => void this.#collectGarbage(), GARBAGE_MS);
    timer.unref();
    stops.push(() => clearInterval(timer));
    await this.#forgetFolders();
  }

  /** What a node that was killed has left. */
  async #endLeftovers(groupPrefix: string): Promise<ProcessRecords> {
    const { folder, log } = this.#options;
    const processes = new ProcessRecords(join(folder, 'processes'));
    const count = await processes.open();
    if (count > 0) log('ended processes that an earlier run left', { count });
    await removeMemoryGroups(groupPrefix);
    return processes;
  }

  #changed(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubernetesObject): void {
    const pod = object as Pod;
    const { uid = '' } = pod.metadata;
    const known = this.#workers.get(uid);
    if (type === 'DELETED') {
      this.#workers.delete(uid);
      void known
        ?.vanish()
        .catch((error: unknown) => this.#options.log('pod could not be ended', { pod: uid, error: String(error) }));
      return;
    }
    if (!this.#context || pod.spec.nodeName !== this.#context.nodeName) return;
    if (known) known.update(pod);
    else this.#begin(uid, pod);
  }

  /** A pod that was being deleted while the node was down has nothing left to end. */
  #begin(uid: string, pod: Pod): void {
    if (!this.#context || uid === '') return;
    const worker = new PodWorker(this.#context, pod);
    this.#workers.set(uid, worker);
    if (pod.metadata.deletionTimestamp === undefined) worker.start();
    else queueMicrotask(() => worker.update(pod));
  }

  /** Of pods that are no more. */
  async #forgetFolders(): Promise<void> {
    const { podsFolder } = this.#context ?? {};
    if (podsFolder === undefined) return;
    await mkdir(podsFolder, { recursive: true });
    for (const uid of await readdir(podsFolder)) {
      if (!this.#workers.has(uid)) await removeTree(join(podsFolder, uid));
    }
  }

  async #collectGarbage(): Promise<void> {
    const used = new Set([...this.#workers.values()].flatMap(({ imageIds }) => imageIds));
    await this.#context?.images.collectGarbage(used).catch((error: unknown) => {
      this.#options.log('images could not be collected', { error: String(error) });
    });
  }

  #workerOf(namespace: string, name: string): PodWorker | undefined {
    return [...this.#workers.values()].find(
      ({ pod }) => pod.metadata.namespace === namespace && pod.metadata.name === name,
    );
  }
}
