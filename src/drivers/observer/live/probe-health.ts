import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster } from '../../../ports/cluster.ts';
import type { Emit } from './emitter.ts';
import { repeat } from './repeat.ts';

const INTERVAL_MS = 1000;
const TIMEOUT_MS = 3000;
const LONGEST_BODY = 16 * 1024;

/** Asks the health path through the Service every second; nothing for a service that declares no port. */
export async function probeHealth(options: {
  readonly cluster: Cluster;
  readonly header: ReleaseHeader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}): Promise<void> {
  const { cluster, header, clock, signal, emit } = options;
  const { path, port } = header.health ?? {};
  if (typeof path !== 'string' || port === undefined || port === null) return;
  await repeat(clock, INTERVAL_MS, signal, async () => {
    const result = await cluster.probe(header.namespace, header.service, port, path, { timeoutMs: TIMEOUT_MS, signal });
    if (signal.aborted) return;
    if ('error' in result) emit({ type: 'probe', url: result.url, error: result.error });
    else emit({ type: 'probe', url: result.url, status: result.status, body: result.body.slice(0, LONGEST_BODY) });
  });
}
