import type { CronSchedule } from './cron-schedule.ts';

const HOUR_MS = 3_600_000;
const WINDOWS_MS = [HOUR_MS, 24 * HOUR_MS, 32 * 24 * HOUR_MS, 367 * 24 * HOUR_MS];

/** The latest time that is due in (earliest, now]; undefined: none. However long nobody looked, this is quick. */
export function lastDue(schedule: CronSchedule, earliest: number, now: number): number | undefined {
  for (const window of WINDOWS_MS) {
    const found = lastIn(schedule, Math.max(earliest, now - window), now);
    if (found !== undefined) return found;
    if (now - window <= earliest) return undefined;
  }
  return lastIn(schedule, earliest, now);
}

function lastIn(schedule: CronSchedule, from: number, now: number): number | undefined {
  let last: number | undefined;
  for (let time = schedule.next(from); time !== undefined && time <= now; time = schedule.next(time)) last = time;
  return last;
}
