import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster } from '../../../ports/cluster.ts';
import type { Emit } from './emitter.ts';
import { pause } from './repeat.ts';

const INTERVAL_MS = 1000;
/** What is told at one moment comes as several events: the answer should be that of after them. */
const SETTLE_MS = 100;
const TIMEOUT_MS = 3000;
const LONGEST_BODY = 16 * 1024;

/** Asks the health path through the Service every second, and soon when told to; nothing for a service that declares no port. */
export class HealthProbe {
  private readonly options: {
    readonly cluster: Cluster;
    readonly header: ReleaseHeader;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly emit: Emit;
  };
  private wake = new AbortController();

  constructor(options: HealthProbe['options']) {
    this.options = options;
  }

  /** Something happened after which the answer counts. */
  look(): void {
    this.wake.abort();
  }

  async run(): Promise<void> {
    const { header, clock, signal } = this.options;
    const { path, port } = header.health ?? {};
    if (typeof path !== 'string' || port === undefined || port === null) return;
    while (!signal.aborted) {
      const startedAt = clock.now();
      this.wake = new AbortController();
      await this.ask(port, path);
      const rest = Math.max(0, startedAt + INTERVAL_MS - clock.now());
      await pause(clock, rest, AbortSignal.any([signal, this.wake.signal]));
      if (this.wake.signal.aborted) await pause(clock, Math.min(rest, SETTLE_MS), signal);
    }
  }

  private async ask(port: number | string, path: string): Promise<void> {
    const { cluster, header, signal, emit } = this.options;
    const result = await cluster.probe(header.namespace, header.service, port, path, { timeoutMs: TIMEOUT_MS, signal });
    if (signal.aborted) return;
    if ('error' in result) emit({ type: 'probe', url: result.url, error: result.error });
    else emit({ type: 'probe', url: result.url, status: result.status, body: result.body.slice(0, LONGEST_BODY) });
  }
}
