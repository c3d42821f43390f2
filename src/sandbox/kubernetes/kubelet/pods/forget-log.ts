import { rm } from 'node:fs/promises';
import type { ContainerRecord } from './container-record.ts';
import { logPath } from './running-container.ts';

/** The log of the run before the last goes: this one and the previous can be asked for. */
export async function forgetLog(podFolder: string, { spec, restartCount }: ContainerRecord): Promise<void> {
  const path = logPath(podFolder, spec.name, restartCount - 2);
  for (const name of [path, `${path}.1`]) await rm(name, { force: true });
}
