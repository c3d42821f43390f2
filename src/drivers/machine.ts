import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { arch, hostname, platform } from 'node:os';
import type { Machine } from '../ports/machine.ts';

/** This machine, by what Linux tells in /proc; elsewhere the process id alone is the mark. */
export function createMachine(): Machine {
  return {
    host: hostname(),
    pid: process.pid,
    processMark: markOf(process.pid, readStat(process.pid)),
    isRunning: async (mark) => {
      const pid = Number(mark.split('-')[0]);
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
      if (stat !== undefined) return markOf(pid, stat) === mark;
      return platform() === 'linux' ? false : answersSignal(pid);
    },
    platform: `linux/${arch() === 'arm64' ? 'arm64' : 'amd64'}`,
  };
}

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}

/** `<pid>-<start time in clock ticks>-<boot>`; the command in parentheses may hold spaces. */
function markOf(pid: number, stat: string | undefined): string {
  const startTime = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  return `${pid}-${startTime}-${bootId()}`;
}

let boot: string | undefined;
function bootId(): string {
  boot ??= (() => {
    try {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
    } catch {
      return 'boot';
    }
  })();
  return boot;
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
