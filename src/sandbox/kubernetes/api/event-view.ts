import { fieldsAt, fieldsOf, type Fields } from '../resources/fields.ts';
import type { ObjectView } from './api-request.ts';

/** Events as events.k8s.io/v1 names their fields; they are stored as those of v1. */
export const eventView: ObjectView = {
  apiVersion: 'events.k8s.io/v1',
  out: (object) => remember(object),
  in: (object) => toCore(object as Fields) as typeof object,
};

const views = new WeakMap<object, object>();

function remember<T extends object>(object: T): T {
  const known = views.get(object) as T | undefined;
  if (known) return known;
  const made = toEvents(object as Fields) as T;
  views.set(object, made);
  return made;
}

const SAME = ['kind', 'metadata', 'reason', 'type', 'action', 'eventTime', 'series', 'related', 'reportingInstance'];

function toEvents(event: Fields): Fields {
  return defined({
    apiVersion: 'events.k8s.io/v1',
    ...pick(event),
    eventTime: event.eventTime ?? null,
    reportingController: event.reportingComponent ?? fieldsAt(event, 'source').component,
    regarding: event.involvedObject,
    note: event.message,
    deprecatedSource: event.source,
    deprecatedFirstTimestamp: event.firstTimestamp,
    deprecatedLastTimestamp: event.lastTimestamp,
    deprecatedCount: event.count,
  });
}

function toCore(event: Fields): Fields {
  return defined({
    apiVersion: 'v1',
    ...pick(event),
    reportingComponent: event.reportingController,
    involvedObject: fieldsOf(event.regarding) ?? {},
    message: event.note,
    source: event.deprecatedSource,
    firstTimestamp: event.deprecatedFirstTimestamp,
    lastTimestamp: event.deprecatedLastTimestamp,
    count: event.deprecatedCount,
  });
}

function pick(event: Fields): Fields {
  return Object.fromEntries(SAME.map((field) => [field, event[field]]));
}

function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
