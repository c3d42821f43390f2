import { probeContainer, type ProbeKind } from '../probes/probe-container.ts';
import { runHandler } from '../probes/run-handler.ts';
import { timestamp } from '../../store/prepare-removal.ts';
import { acquireImage } from './acquire-image.ts';
import { BackOff, durationText } from './back-off.ts';
import { ContainerFailure } from './container-failure.ts';
import type { ContainerRecord } from './container-record.ts';
import { nextDataChange } from './next-data-change.ts';
import type { NodeContext } from './node-context.ts';
import { podLabel, type PodHandle } from './pod-handle.ts';
import type { Terminated } from './pod-types.ts';
import { prepareContainer, type PreparedContainer } from './prepare-container.ts';
import { forgetLog } from './forget-log.ts';
import { startContainer, type ContainerEnd, type RunningContainer } from './running-container.ts';

const HOOK_MS = 30_000;
/** As the kubelet: however long the hook took, this much is left for SIGTERM. */
const LEAST_GRACE_MS = 2000;
const NEVER_STARTED = '1970-01-01T00:00:00Z';

interface Run {
  readonly container: RunningContainer;
  readonly prepared: PreparedContainer;
  readonly probing: AbortController;
}

/** Keeps one container of a pod as its policy says, from image to last exit code. */
export class ContainerSupervisor {
  readonly record: ContainerRecord;
  readonly #context: NodeContext;
  readonly #handle: PodHandle;
  readonly #restarts: BackOff;
  #run: Run | undefined;
  #onStarted: () => void = () => undefined;
  /** Resolves when the container runs and its startup probe has passed; for sidecars. */
  readonly started: Promise<void>;

  constructor(context: NodeContext, handle: PodHandle, record: ContainerRecord) {
    this.#context = context;
    this.#handle = handle;
    this.record = record;
    this.#restarts = new BackOff(context.backOff);
    this.started = new Promise((resolve) => {
      this.#onStarted = resolve;
    });
  }

  get container(): RunningContainer | undefined {
    return this.#run?.container;
  }

  /** Resolves when it has ended for good; rejects when the pod ends before it ran. */
  async keep(): Promise<void> {
    while (!this.record.finished) {
      const end = await this.#runOnce();
      const willRestart = end !== undefined && this.#isRestarted(end.exitCode) && !this.#handle.signal.aborted;
      if (end && !willRestart) this.record.finished = true;
      this.#handle.publish();
      if (end && willRestart) await this.#backOff(end);
    }
  }

  /** Ends a running container: hook, signal, and after `graceMs` (or when `hurry` is aborted) SIGKILL. */
  async stop(graceMs: number, hurry: AbortSignal, why = `Stopping container ${this.record.spec.name}`): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const { clock } = this.#context;
    run.probing.abort();
    this.#handle.tell(this.record, 'Normal', 'Killing', why);
    const deadline = clock.now() + graceMs;
    const enough = AbortSignal.any([hurry]);
    const ended = run.container.ended.then(() => undefined);
    const hook = this.record.spec.lifecycle?.preStop;
    if (hook && graceMs > 0) await Promise.race([ended, this.#hook('PreStop', hook, run, graceMs)]);
    await run.container.signal(run.prepared.stopSignal);
    const left = Math.max(deadline - clock.now(), hook && graceMs > 0 ? LEAST_GRACE_MS : 0);
    const waited = new AbortController();
    const late = clock.sleep(left, AbortSignal.any([enough, waited.signal])).catch(() => undefined);
    await Promise.race([ended, late]);
    waited.abort();
    run.container.kill();
    await ended;
  }

  /** One run from image to end; undefined when it could not begin and may be tried again. */
  async #runOnce(): Promise<Terminated | undefined> {
    const { record } = this;
    const image = await acquireImage(this.#context, this.#handle, record);
    record.image = image.id;
    record.imageId = image.repositoryDigest;
    try {
      const place = this.#handle.place();
      const prepared = await prepareContainer(this.#context, this.#handle.pod, record, image, place);
      this.#handle.signal.throwIfAborted();
      this.#handle.tell(record, 'Normal', 'Created', 'Container created');
      const container = await startContainer(this.#context, place.folder, record, prepared);
      return await this.#live({ container, prepared, probing: new AbortController() });
    } catch (error) {
      if (!(error instanceof ContainerFailure)) throw error;
      return await this.#failToStart(error);
    }
  }

  async #live(run: Run): Promise<Terminated> {
    const { record } = this;
    const startedAt = timestamp(this.#context.clock.now());
    this.#run = run;
    record.containerId = run.container.id;
    record.state = { running: { startedAt } };
    record.started = !record.spec.startupProbe;
    record.ready = false;
    this.#handle.tell(record, 'Normal', 'Started', 'Container started');
    // With no probe of its own it is ready as soon as it runs: one write tells both.
    if (record.spec.startupProbe || record.spec.readinessProbe) this.#handle.publish();
    void this.#watch(run);
    const end = await run.container.ended;
    run.probing.abort();
    this.#run = undefined;
    record.started = false;
    record.ready = false;
    const terminated = terminatedOf(end, startedAt, timestamp(this.#context.clock.now()), run.container.id);
    record.state = { terminated };
    return terminated;
  }

  async #watch(run: Run): Promise<void> {
    const { record } = this;
    const { lifecycle } = record.spec;
    try {
      if (lifecycle?.postStart) await this.#hook('PostStart', lifecycle.postStart, run, HOOK_MS);
      const target = { spec: record.spec, link: this.#handle.place().link, container: run.container };
      const listener = {
        changed: (kind: ProbeKind, passes: boolean) => this.#probed(run, kind, passes),
        failed: (kind: ProbeKind, output: string) => {
          if (run.probing.signal.aborted) return;
          this.#handle.tell(record, 'Warning', 'Unhealthy', `${kind} probe failed: ${output}`);
        },
      };
      await probeContainer({ clock: this.#context.clock, target, listener, signal: run.probing.signal });
    } catch (error) {
      this.#context.log('probing failed', { pod: podLabel(this.#handle.pod), error: String(error) });
    }
  }

  #probed(run: Run, kind: ProbeKind, passes: boolean): void {
    const { record } = this;
    if (run !== this.#run || run.probing.signal.aborted) return;
    if (kind === 'Readiness') record.ready = passes;
    if (kind === 'Startup' && passes) {
      record.started = true;
      this.#onStarted();
    }
    if (kind !== 'Readiness' && !passes) {
      const probe = kind === 'Liveness' ? record.spec.livenessProbe : record.spec.startupProbe;
      const grace = probe?.terminationGracePeriodSeconds ?? this.#handle.pod.spec.terminationGracePeriodSeconds ?? 30;
      const why = `Container ${record.spec.name} failed ${kind.toLowerCase()} probe, will be restarted`;
      void this.stop(grace * 1000, this.#handle.signal, why);
    }
    if (kind !== 'Startup' || record.spec.readinessProbe) this.#handle.publish();
  }

  async #hook(
    kind: 'PostStart' | 'PreStop',
    hook: NonNullable<ContainerRecord['spec']['lifecycle']>['preStop'],
    run: Run,
    limitMs: number,
  ) {
    if (!hook) return;
    if (hook.sleep) {
      await this.#context.clock.sleep(Math.min(hook.sleep.seconds * 1000, limitMs));
      return;
    }
    const target = { spec: this.record.spec, link: this.#handle.place().link, container: run.container };
    const { success, output } = await runHandler(hook, target, limitMs);
    if (success) return;
    this.#handle.tell(this.record, 'Warning', `Failed${kind}Hook`, `${kind}Hook failed: ${output}`);
    if (kind === 'PostStart') run.container.kill();
  }

  /** As the kubelet: a wrong configuration waits for a better one, a command that cannot run counts as a run. */
  async #failToStart({ reason, message }: ContainerFailure): Promise<Terminated | undefined> {
    const { record } = this;
    const { clock, store } = this.#context;
    this.#handle.tell(record, 'Warning', 'Failed', `Error: ${message}`);
    if (reason === 'RunContainerError') {
      const finishedAt = timestamp(clock.now());
      const terminated = { exitCode: 128, reason: 'StartError', message, startedAt: NEVER_STARTED, finishedAt };
      if (this.#isRestarted(terminated.exitCode)) {
        record.lastState = { terminated };
        record.state = { waiting: { reason, message } };
      } else record.state = { terminated };
      return terminated;
    }
    record.state = { waiting: { reason, message } };
    this.#handle.publish();
    const namespace = this.#handle.pod.metadata.namespace ?? 'default';
    await nextDataChange(store, clock, namespace, this.#context.backOff.firstMs, this.#handle.signal);
    return undefined;
  }

  #isRestarted(exitCode: number): boolean {
    const { kind } = this.record;
    if (kind === 'sidecar') return true;
    if (kind === 'init' && exitCode === 0) return false;
    const policy = this.#handle.pod.spec.restartPolicy ?? 'Always';
    if (policy === 'Always') return true;
    return policy === 'OnFailure' && exitCode !== 0;
  }

  async #backOff(terminated: Terminated): Promise<void> {
    const { record } = this;
    const { clock } = this.#context;
    const pause = this.#restarts.nextRestart(clock.now());
    record.lastState = { terminated };
    if (pause > 0) {
      const label = podLabel(this.#handle.pod);
      const message = `back-off ${durationText(pause)} restarting failed container=${record.spec.name} pod=${label}`;
      this.#handle.tell(
        record,
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${record.spec.name} in pod ${label}`,
      );
      record.state = { waiting: { reason: 'CrashLoopBackOff', message } };
      this.#handle.publish();
      await clock.sleep(pause, this.#handle.signal);
    }
    this.#handle.signal.throwIfAborted();
    record.restartCount += 1;
    await forgetLog(this.#handle.place().folder, record);
  }
}

function terminatedOf(
  { exitCode, outOfMemory, message }: ContainerEnd,
  startedAt: string,
  finishedAt: string,
  containerID: string,
): Terminated {
  const reason = outOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
  return { exitCode, reason, ...(message === '' ? {} : { message }), startedAt, finishedAt, containerID };
}
