import type { ReleaseHeader, TimelineEvent } from '../../../domain/timeline.ts';
import { redact } from '../../../platform/redact.ts';
import type { Clock } from '../../../ports/clock.ts';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
/** A timeline event before it has its time. */
export type Sighting = WithoutTime<TimelineEvent>;

export type Emit = (sighting: Sighting) => void;

/** Gives each sighting the time of its arrival, and takes every secret out of it, before anybody else sees it. */
export function createEmitter(header: ReleaseHeader, clock: Clock, onEvent: (event: TimelineEvent) => void): Emit {
  const at0 = Date.parse(header.at0);
  let last = Number.NEGATIVE_INFINITY;
  return (sighting) => {
    // A clock that was set back must not put what came later before what came earlier.
    last = Math.max(last, clock.now() - at0);
    onEvent({ at: last, ...(redactDeep(sighting) as Sighting) } as TimelineEvent);
  };
}

/** The value with every string in it redacted; keys stay. */
function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, redactDeep(field)]));
}
