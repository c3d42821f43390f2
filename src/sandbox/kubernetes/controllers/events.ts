import type { Clock } from '../../../platform/clock.ts';
import type { KubernetesObject, ObjectStore } from '../store/object-store.ts';
import { timestamp } from '../store/prepare-removal.ts';
import { isStatusFailure } from '../store/status-failure.ts';
import { EventCorrelator } from './event-correlator.ts';

const LONGEST_MESSAGE = 4096;
/** As the scheduler's recorder: a repetition within this time is one series. */
const SERIES_MS = 360_000;

export interface Occasion {
  /** What the event is about; its resourceVersion is kept. */
  readonly object: KubernetesObject;
  /** `spec.containers{web}` */
  readonly fieldPath?: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** deployment-controller, kubelet, default-scheduler, … */
  readonly component: string;
  /** The node, for the kubelet. */
  readonly host?: string;
  /** Given by components that speak events.k8s.io (the scheduler): eventTime and series instead of counts. */
  readonly action?: string;
}

const correlators = new WeakMap<ObjectStore, EventCorrelator>();

/**
 * Writes an Event as the real components do: a repetition counts up, many similar ones are combined, a flood about one
 * object is cut. Answers the Event, or undefined when none was written; never throws (an event is never worth a failure).
 */
export function recordEvent(store: ObjectStore, clock: Clock, occasion: Occasion): KubernetesObject | undefined {
  try {
    return occasion.action === undefined
      ? recordCounted(store, clock.now(), occasion)
      : recordSeries(store, clock.now(), occasion);
  } catch (error) {
    if (isStatusFailure(error)) return undefined;
    throw error;
  }
}

function recordCounted(store: ObjectStore, now: number, occasion: Occasion): KubernetesObject | undefined {
  const correlator = correlatorOf(store);
  const message = occasion.message.slice(0, LONGEST_MESSAGE);
  const said = correlator.correlate({ similar: similarKey(occasion), message, speaker: speakerKey(occasion), now });
  if (!said) return undefined;
  const known = knownEvent(store, occasion, said.key);
  if (known) {
    const count = (typeof known.count === 'number' ? known.count : 1) + 1;
    return store.update({ ...known, message: said.message, count, lastTimestamp: timestamp(now) });
  }
  return createEvent(store, now, occasion, said.key, {
    message: said.message,
    source: { component: occasion.component, ...(occasion.host ? { host: occasion.host } : {}) },
    firstTimestamp: timestamp(now),
    lastTimestamp: timestamp(now),
    count: 1,
    reportingInstance: occasion.host ?? '',
  });
}

function recordSeries(store: ObjectStore, now: number, occasion: Occasion): KubernetesObject {
  const message = occasion.message.slice(0, LONGEST_MESSAGE);
  const key = `${similarKey(occasion)}\n${message}`;
  const known = knownEvent(store, occasion, key);
  const series = known?.series as { count?: number; lastObservedTime?: string } | undefined;
  const last = Date.parse(series?.lastObservedTime ?? String(known?.eventTime));
  if (known && now - last < SERIES_MS) {
    return store.update({ ...known, series: { count: (series?.count ?? 1) + 1, lastObservedTime: microTime(now) } });
  }
  return createEvent(store, now, occasion, key, {
    message,
    source: {},
    eventTime: microTime(now),
    action: occasion.action,
    reportingInstance: `${occasion.component}-sandbox`,
  });
}

function knownEvent(store: ObjectStore, { object }: Occasion, key: string): KubernetesObject | undefined {
  const name = correlatorOf(store).nameOf(key);
  return name === undefined ? undefined : store.get('Event', object.metadata.namespace ?? 'default', name);
}

function createEvent(
  store: ObjectStore,
  now: number,
  { object, fieldPath, type, reason, component }: Occasion,
  key: string,
  fields: Record<string, unknown>,
): KubernetesObject {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  const correlator = correlatorOf(store);
  const event = store.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${correlator.suffix(now)}`, namespace: namespace ?? 'default' },
    involvedObject: {
      kind: object.kind,
      ...(namespace === undefined ? {} : { namespace }),
      name,
      uid,
      apiVersion: object.apiVersion,
      resourceVersion,
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    reason,
    type,
    reportingComponent: component,
    ...fields,
  });
  correlator.remember(key, event.metadata.name);
  return event;
}

function similarKey({ object, fieldPath, type, reason, component, host }: Occasion): string {
  return [component, host, object.kind, object.metadata.namespace, object.metadata.name, object.metadata.uid]
    .concat([fieldPath, type, reason])
    .join('\t');
}

function speakerKey({ object, component, host }: Occasion): string {
  const { namespace, name, uid } = object.metadata;
  return [component, host, object.kind, namespace, name, uid, object.apiVersion].join('\t');
}

function correlatorOf(store: ObjectStore): EventCorrelator {
  const known = correlators.get(store);
  if (known) return known;
  const added = new EventCorrelator();
  correlators.set(store, added);
  return added;
}

/** `2026-11-23T18:25:40.497000Z` */
function microTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}
