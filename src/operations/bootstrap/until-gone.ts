import { LoungeError } from '../../domain/errors.ts';
import type { Context, Engine } from '../context.ts';

const PATIENCE_MS = 120_000;

/** Watches an object until it is gone. Throws CLUSTER_REFUSED when something holds it. */
export async function untilGone(
  context: Context,
  engine: Engine,
  kind: string,
  namespace: string | undefined,
  name: string,
): Promise<void> {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, context.signal, AbortSignal.timeout(PATIENCE_MS)]);
  await engine.cluster.watch(kind, namespace ?? '', { name, signal }, (event) => {
    if (event.type === 'listed' && event.count === 0) gone.abort();
    if (event.type === 'watch' && event.event === 'DELETED') gone.abort();
  });
  if (context.signal.aborted) throw new LoungeError('CANCELLED');
  if (!gone.signal.aborted)
    throw new LoungeError('CLUSTER_REFUSED', {
      verb: 'delete',
      resource: `${kind} ${name}`,
      problem: `it is still there after ${PATIENCE_MS / 1000} s; a finalizer holds it`,
    });
}
