import type { Clock } from '../../../platform/clock.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Timers } from './timers.ts';

/** What every controller works with. */
export interface ControllerContext {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: ControllerLog;
}

/** `fields` are JSON. */
export type ControllerLog = (message: string, fields: Readonly<Record<string, unknown>>) => void;
