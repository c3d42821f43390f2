import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import { ContainerLog } from './container-log.ts';
import { containerStates } from './container-states.ts';
import type { Emit } from './emitter.ts';
import { createForeignPods } from './foreign-pods.ts';
import { createLogBudget } from './log-budget.ts';
import { pushTime } from './push-time.ts';
import { createTurns } from './turns.ts';

const MOST_PODS = 500;
const MOST_STREAMS = 500;

export interface FollowLogsOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly header: ReleaseHeader;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}

/** The logs of all containers of the pods that were created after the push, and belong to no other Application. */
export class FollowLogs {
  private readonly options: FollowLogsOptions;
  private readonly pods = new Map<unknown, Map<string, ContainerLog>>();
  private readonly runs = new Set<Promise<void>>();
  private readonly pushedAt: () => number;
  private readonly budget;
  private readonly turns = createTurns(MOST_STREAMS);
  private readonly foreign;
  private readonly failure = Promise.withResolvers<never>();
  private isFull = false;

  constructor(options: FollowLogsOptions) {
    this.options = options;
    this.pushedAt = pushTime(options.header, options.cluster);
    this.budget = createLogBudget(options.clock, options.header.logErrorPatterns ?? []);
    this.foreign = createForeignPods(options.header.application);
    this.failure.promise.catch(() => {});
  }

  see(event: 'ADDED' | 'MODIFIED' | 'DELETED', object: ClusterObject): void {
    this.foreign.see(object);
    const logs = object.kind === 'Pod' ? this.logsOf(event, object) : undefined;
    if (logs === undefined) return;
    for (const state of containerStates(object)) {
      const log = logs.get(state.name) ?? this.follow(object.metadata.name, state.name);
      logs.set(state.name, log);
      log.update(state);
    }
    if (event === 'DELETED') for (const log of logs.values()) log.end();
  }

  /** Of a pod whose container dies again and again: until what it said last is told, for a moment, once. */
  lastWords(pod: ClusterObject): Promise<void> | undefined {
    const logs = this.pods.get(pod.metadata['uid']);
    const dying = containerStates(pod).filter(({ running, start = 0 }) => !running && start > 0);
    const waits = dying.flatMap(({ name }) => logs?.get(name)?.lastWords() ?? []);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }

  /** Resolves when every stream has ended, after the signal; rejects at once for a bug in one. */
  async run(): Promise<void> {
    const { signal } = this.options;
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([aborted, this.failure.promise]);
    await Promise.all(this.runs);
  }

  private logsOf(event: string, pod: ClusterObject): Map<string, ContainerLog> | undefined {
    const { uid, creationTimestamp } = pod.metadata;
    const known = this.pods.get(uid);
    if (known !== undefined) return known;
    const isNew = typeof creationTimestamp === 'string' && Date.parse(creationTimestamp) >= this.pushedAt();
    if (!isNew || event === 'DELETED' || this.foreign.has(pod)) return undefined;
    if (this.pods.size >= MOST_PODS) return this.tellFull(pod.metadata.name);
    const logs = new Map<string, ContainerLog>();
    this.pods.set(uid, logs);
    return logs;
  }

  private tellFull(pod: string): undefined {
    if (this.isFull) return;
    this.isFull = true;
    this.options.emit({
      type: 'log',
      pod,
      line: `(no more logs are followed: more than ${MOST_PODS} pods)`,
      omitted: 1,
    });
  }

  private follow(pod: string, container: string): ContainerLog {
    const { header } = this.options;
    const log = new ContainerLog({
      ...this.options,
      namespace: header.namespace,
      pod,
      container,
      budget: this.budget.container(),
      turns: this.turns,
    });
    const run = log.run();
    this.runs.add(run);
    run.then(() => this.runs.delete(run), this.failure.reject);
    return log;
  }
}
