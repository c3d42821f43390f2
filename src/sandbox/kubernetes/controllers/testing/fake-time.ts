import type { Clock } from '../../../../platform/clock.ts';
import type { Timers } from '../timers.ts';

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

const MOST_STEPS = 100_000;

/** Time that a test moves by hand; `settle` runs what is due now until nothing is left. */
export class FakeTime implements Timers {
  #now: number;
  #soon: (() => void)[] = [];
  #alarms: Alarm[] = [];

  constructor(start = Date.parse('2026-11-23T18:25:36Z')) {
    this.#now = start;
  }

  readonly clock: Clock = { now: () => this.#now, sleep: async () => {} };

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  after(ms: number, run: () => void): () => void {
    const alarm = { at: this.#now + ms, run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  settle(most = Number.POSITIVE_INFINITY): void {
    for (let step = 0; step < most; step += 1) {
      if (step > MOST_STEPS) throw new Error('never settles');
      const run = this.#soon.shift();
      if (!run) return;
      run();
    }
  }

  /** Moves on, stopping at each alarm on the way. */
  advance(ms: number): void {
    const end = this.#now + ms;
    this.settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms = this.#alarms.filter((other) => other !== next);
      next.run();
      this.settle();
    }
    this.#now = end;
  }

  #next(end: number): Alarm | undefined {
    const due = this.#alarms.filter((alarm) => alarm.at <= end);
    return due.toSorted((left, right) => left.at - right.at)[0];
  }
}
