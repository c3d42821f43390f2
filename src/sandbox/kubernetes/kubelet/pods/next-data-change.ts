import type { Clock } from '../../../../platform/clock.ts';
import type { ObjectStore } from '../../store/object-store.ts';

/** Resolves when a ConfigMap or Secret of the namespace changes, or after `ms`; rejects when the signal is aborted. */
export async function nextDataChange(
  store: ObjectStore,
  clock: Clock,
  namespace: string,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const changed = new AbortController();
  const stops = ['ConfigMap', 'Secret'].map((kind) =>
    store.watch(kind, ({ object }) => {
      if (object.metadata.namespace === namespace) changed.abort();
    }),
  );
  try {
    await clock.sleep(ms, AbortSignal.any([signal, changed.signal]));
  } catch {
    signal.throwIfAborted();
  } finally {
    for (const stop of stops) stop();
  }
}
