import { readFileSync } from 'node:fs';

/** `<pid>-<start time in clock ticks>-<boot>`: tells a process apart from a later one with its id. Undefined when it does not run. */
export function findProcessMark(pid: number): string | undefined {
  const stat = readIfExists(`/proc/${pid}/stat`);
  if (stat === undefined)
    return process.platform === 'linux' || !answersSignal(pid) ? undefined : `${pid}-0-${bootId()}`;
  // The command in parentheses may hold spaces; what follows it does not.
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  return `${pid}-${startTime}-${bootId()}`;
}

/** The mark of a process that is known to run. */
export function processMark(pid: number): string {
  return findProcessMark(pid) ?? `${pid}-0-${bootId()}`;
}

/** Whether the process of this mark still runs; a zombie does not. */
export function isMarkRunning(mark: string): boolean {
  const pid = Number(mark.split('-')[0]);
  return Number.isInteger(pid) && pid > 0 && findProcessMark(pid) === mark && !isZombie(pid);
}

function isZombie(pid: number): boolean {
  const stat = readIfExists(`/proc/${pid}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

let boot: string | undefined;
function bootId(): string {
  boot ??= (readIfExists('/proc/sys/kernel/random/boot_id') ?? 'boot').trim().slice(0, 8);
  return boot;
}

function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
