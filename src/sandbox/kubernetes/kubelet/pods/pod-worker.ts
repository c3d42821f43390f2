import { join } from 'node:path';
import { recordEvent } from '../../controllers/events.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { isStatusFailure } from '../../store/status-failure.ts';
import { removeTree } from '../../../../platform/isolation/remove-tree.ts';
import type { PodLink } from '../network/pod-network.ts';
import { containerRecords, type ContainerRecord } from './container-record.ts';
import { ContainerSupervisor } from './container-supervisor.ts';
import { nextDataChange } from './next-data-change.ts';
import type { NodeContext } from './node-context.ts';
import { podLabel, type PodHandle } from './pod-handle.ts';
import { podStatus } from './pod-status.ts';
import type { Pod } from './pod-types.ts';
import { VolumeFailure, writeVolumes } from './pod-volumes.ts';
import type { PodPlace } from './prepare-container.ts';
import { writeSystemFiles } from './write-system-files.ts';

/** One pod on the node, from its binding to its removal. */
export class PodWorker implements PodHandle {
  pod: Pod;
  readonly folder: string;
  readonly supervisors: readonly ContainerSupervisor[];
  readonly #context: NodeContext;
  readonly #records: readonly ContainerRecord[];
  readonly #stop = new AbortController();
  readonly #hurry = new AbortController();
  readonly #startTime: string;
  #link: PodLink | undefined;
  #failure: { reason: string; message: string } | undefined;
  /** Set while nobody wants to hear of the pod any more: it is gone from the API, or the node is stopping. */
  #isSilent = false;
  #life: Promise<void> = Promise.resolve();
  #ending: Promise<void> | undefined;

  constructor(context: NodeContext, pod: Pod) {
    this.#context = context;
    this.pod = pod;
    this.folder = join(context.podsFolder, pod.metadata.uid ?? '');
    this.#startTime = pod.status?.startTime ?? timestamp(context.clock.now());
    this.#records = containerRecords(pod);
    this.supervisors = this.#records.map((record) => new ContainerSupervisor(context, this, record));
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get link(): PodLink | undefined {
    return this.#link;
  }

  get imageIds(): string[] {
    return this.#records.map(({ image }) => image);
  }

  /** Begins. A pod that ended before the node came up only waits to be removed. */
  start(): void {
    const { phase } = this.pod.status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed') return;
    this.publish();
    this.#life = this.#live().catch((error: unknown) => {
      if (!this.signal.aborted) this.#context.log('pod failed', { pod: podLabel(this.pod), error: String(error) });
    });
  }

  place(): PodPlace {
    if (!this.#link) throw new Error('the pod has no network yet');
    return { folder: this.folder, link: this.#link };
  }

  /** The API's newest version of the pod; a deletion begins the end, a shorter grace shortens it. */
  update(pod: Pod): void {
    const before = this.pod.metadata.deletionGracePeriodSeconds;
    this.pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds: grace = 30 } = pod.metadata;
    if (deletionTimestamp === undefined) return;
    if (!this.#ending) {
      this.publish();
      void this.end(grace * 1000).then(() => this.#removeFromApi());
    } else if (before !== undefined && grace < before) {
      void this.#context.clock.sleep(grace * 1000, this.#hurry.signal).then(
        () => this.#hurry.abort(),
        () => undefined,
      );
    }
  }

  /** Ends all containers and gives everything back; idempotent. */
  async end(graceMs: number): Promise<void> {
    this.#ending ??= this.#end(graceMs);
    await this.#ending;
  }

  /** The pod is gone from the API: nothing of it may go on. */
  async vanish(): Promise<void> {
    this.#isSilent = true;
    this.#hurry.abort();
    await this.end(0);
  }

  /** The node stops; the pod stays in the API and is started again by the next node. */
  async suspend(graceMs: number): Promise<void> {
    this.#isSilent = true;
    this.#stop.abort();
    await this.#stopContainers(graceMs);
    await this.#life;
    await this.#link?.close();
  }

  publish(): void {
    if (this.#isSilent) return;
    const { store, clock, hostIp } = this.#context;
    const current = store.get('Pod', this.pod.metadata.namespace, this.pod.metadata.name) as Pod | undefined;
    if (current?.metadata.uid !== this.pod.metadata.uid || !current) return;
    const status = podStatus(current, {
      records: this.#records,
      hasSandbox: this.#link !== undefined,
      hostIp,
      ...(this.#link
        ? { podIp: this.#link.ip }
        : current.status?.podIP === undefined
          ? {}
          : { podIp: current.status.podIP }),
      startTime: this.#startTime,
      ...(this.#failure ? { failure: this.#failure } : {}),
      now: clock.now(),
    });
    store.updateStatus({ ...current, status });
  }

  tell(record: ContainerRecord | undefined, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.#isSilent) return;
    const field = record && (record.kind === 'main' ? 'containers' : 'initContainers');
    recordEvent(this.#context.store, this.#context.clock, {
      object: this.pod,
      ...(record ? { fieldPath: `spec.${field}{${record.spec.name}}` } : {}),
      type,
      reason,
      message,
      component: 'kubelet',
      host: this.#context.nodeName,
    });
  }

  async #live(): Promise<void> {
    await this.#attach();
    await this.#mount();
    const { activeDeadlineSeconds } = this.pod.spec;
    if (activeDeadlineSeconds !== undefined) void this.#watchDeadline(activeDeadlineSeconds);
    const sidecars: Promise<void>[] = [];
    for (const supervisor of this.supervisors.filter(({ record }) => record.kind !== 'main')) {
      const kept = supervisor.keep();
      if (supervisor.record.kind === 'sidecar') {
        sidecars.push(kept.catch(() => undefined));
        await Promise.race([supervisor.started, kept]);
      } else await kept;
      if (supervisor.record.state.terminated?.exitCode) return;
    }
    this.#leaveInitialization();
    await Promise.all(
      this.supervisors.filter(({ record }) => record.kind === 'main').map(async (main) => await main.keep()),
    );
    await this.#finish();
    await Promise.all(sidecars);
  }

  #leaveInitialization(): void {
    for (const record of this.#records) {
      if (record.kind === 'main' && record.state.waiting?.reason === 'PodInitializing') {
        this.publish();
        return;
      }
    }
  }

  /** All main containers have ended for good: the sidecars follow, and the sandbox goes. */
  async #finish(): Promise<void> {
    if (this.signal.aborted) return;
    this.#stop.abort();
    await this.#stopContainers(this.#graceMs());
    this.publish();
    await this.#link?.close();
    this.#link = undefined;
  }

  async #attach(): Promise<void> {
    const { network, clock, backOff } = this.#context;
    const { name } = this.pod.metadata;
    for (;;) {
      try {
        const link = await network.attach({ name, hostname: this.pod.spec.hostname ?? name });
        if (this.signal.aborted) await link.close();
        this.signal.throwIfAborted();
        this.#link = link;
        await writeSystemFiles(
          this.folder,
          this.pod,
          link.ip,
          network.resolverOf(this.pod.metadata.namespace ?? 'default'),
        );
        return;
      } catch (error) {
        this.signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        this.tell(undefined, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${why}`);
        await clock.sleep(backOff.firstMs, this.signal);
      }
    }
  }

  async #mount(): Promise<void> {
    const { store, clock, backOff, hostIp } = this.#context;
    const address = { podIp: this.#link?.ip ?? '', hostIp };
    for (;;) {
      try {
        await writeVolumes(store, this.pod, join(this.folder, 'volumes'), address);
        return;
      } catch (error) {
        if (!(error instanceof VolumeFailure)) throw error;
        this.tell(undefined, 'Warning', 'FailedMount', error.message);
        await nextDataChange(store, clock, this.pod.metadata.namespace ?? 'default', backOff.firstMs, this.signal);
      }
    }
  }

  async #watchDeadline(seconds: number): Promise<void> {
    const { clock } = this.#context;
    const left = Date.parse(this.#startTime) + seconds * 1000 - clock.now();
    const isOver = await clock.sleep(Math.max(left, 0), this.signal).then(
      () => true,
      () => false,
    );
    if (!isOver) return;
    const message = 'Pod was active on the node longer than the specified deadline';
    this.#failure = { reason: 'DeadlineExceeded', message };
    this.tell(undefined, 'Normal', 'DeadlineExceeded', message);
    this.#stop.abort();
    await this.#stopContainers(this.#graceMs());
    this.publish();
  }

  async #end(graceMs: number): Promise<void> {
    this.#stop.abort();
    await this.#stopContainers(graceMs);
    await this.#life;
    await this.#link?.close();
    this.#link = undefined;
    for (const record of this.#records) record.finished = true;
    this.publish();
    await removeTree(this.folder);
  }

  /** Main containers together, then the sidecars from the last to the first. */
  async #stopContainers(graceMs: number): Promise<void> {
    const deadline = this.#context.clock.now() + graceMs;
    const hurry = this.#hurry.signal;
    const main = this.supervisors.filter(({ record }) => record.kind !== 'sidecar');
    await Promise.all(main.map(async (supervisor) => await supervisor.stop(graceMs, hurry)));
    for (const sidecar of this.supervisors.filter(({ record }) => record.kind === 'sidecar').toReversed()) {
      await sidecar.stop(Math.max(deadline - this.#context.clock.now(), 0), hurry);
    }
  }

  #graceMs(): number {
    return (this.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  }

  #removeFromApi(): void {
    if (this.#isSilent) return;
    const { name, namespace, uid } = this.pod.metadata;
    try {
      this.#context.store.remove('Pod', namespace, name, { graceSeconds: 0, ...(uid === undefined ? {} : { uid }) });
    } catch (error) {
      if (!isStatusFailure(error)) throw error;
    }
  }
}
