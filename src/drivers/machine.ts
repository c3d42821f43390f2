import { arch, hostname } from 'node:os';
import { isMarkRunning, processMark } from '../platform/process-mark.ts';
import type { Machine } from '../ports/machine.ts';

/** This machine and this process. */
export function createMachine(): Machine {
  return {
    host: hostname(),
    pid: process.pid,
    processMark: processMark(process.pid),
    isRunning: async (mark) => isMarkRunning(mark),
    platform: `linux/${arch() === 'arm64' ? 'arm64' : 'amd64'}`,
  };
}
