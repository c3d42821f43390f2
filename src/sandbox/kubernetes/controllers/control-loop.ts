import type { Controller, KubernetesObject, WatchEvent } from '../store/object-store.ts';
import { isStatusFailure } from '../store/status-failure.ts';
import type { ControllerContext } from './controller-context.ts';
import { WorkQueue } from './work-queue.ts';

export interface Source {
  readonly kind: string;
  /** The keys that an object of the kind makes worth a look; `previous` is its former self. */
  readonly keys: (object: KubernetesObject, previous: KubernetesObject | undefined) => readonly string[];
}

export interface LoopOptions {
  readonly name: string;
  readonly sources: readonly Source[];
  /** `after`: look at the key again in so many milliseconds. */
  readonly reconcile: (key: string, again: (ms: number) => void) => void;
  /** Keys to begin with besides those of the objects that exist. */
  readonly initial?: () => readonly string[];
}

/** A controller that looks at each key anew when something it depends on changed, and at all keys when it starts. */
export function controlLoop({ store, clock, timers, log }: ControllerContext, options: LoopOptions): Controller {
  const start = (): (() => Promise<void>) => {
    const queue = new WorkQueue({
      timers,
      process: (key) => options.reconcile(key, (ms) => queue.addAfter(key, ms, clock.now())),
      failed: (key, error, retryMs) => {
        if (isExpected(error)) return;
        log('reconcile failed', { controller: options.name, key, retryMs, error: String(error) });
      },
    });
    const stops = options.sources.map((source) => store.watch(source.kind, (event) => enqueue(queue, source, event)));
    for (const source of options.sources) {
      for (const object of store.list(source.kind)) enqueue(queue, source, { type: 'ADDED', object });
    }
    for (const key of options.initial?.() ?? []) queue.add(key);
    return async () => {
      for (const stop of stops) stop();
      queue.stop();
    };
  };
  return { name: options.name, start };
}

function enqueue(queue: WorkQueue, source: Source, { object, previous }: WatchEvent): void {
  for (const key of source.keys(object, previous)) queue.add(key);
}

/** Two writers met, or the API refused: the next round sees to it, and an Event has told about the refusal. */
function isExpected(error: unknown): boolean {
  return isStatusFailure(error) && ['Conflict', 'Forbidden', 'NotFound'].includes(error.reason);
}

/** `namespace/name` */
export function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** A source of the controller's own kind. */
export function own(kind: string): Source {
  return { kind, keys: (object) => [keyOf(object)] };
}

/** A source whose changes concern the controlling owner of the kind, now or before. */
export function ownedBy(ownerKind: string, kind: string): Source {
  const ownerKey = (object: KubernetesObject | undefined): string[] => {
    const owner = object?.metadata.ownerReferences?.find((reference) => reference.controller);
    return owner?.kind === ownerKind ? [`${object?.metadata.namespace ?? ''}/${owner.name}`] : [];
  };
  return { kind, keys: (object, previous) => [...ownerKey(object), ...ownerKey(previous)] };
}
