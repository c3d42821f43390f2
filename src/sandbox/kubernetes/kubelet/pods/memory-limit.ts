import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A control group that holds a container to its memory. */
export interface MemoryGroup {
  readonly folder: string;
  /** Whether the kernel ended something in it. */
  wasExceeded(): Promise<boolean>;
  remove(): Promise<void>;
}

interface Version {
  readonly parent: string;
  readonly limitFile: string;
  readonly eventsFile: string;
}

const VERSIONS: readonly Version[] = [
  { parent: '/sys/fs/cgroup/memory', limitFile: 'memory.limit_in_bytes', eventsFile: 'memory.oom_control' },
  { parent: '/sys/fs/cgroup', limitFile: 'memory.max', eventsFile: 'memory.events' },
];
const REMOVE_TRIES = 20;
const REMOVE_PAUSE_MS = 25;

/** Of a node that was killed; what still holds a process stays. */
export async function removeMemoryGroups(prefix: string): Promise<void> {
  for (const { parent } of VERSIONS) {
    const names = await readdir(parent).catch(() => []);
    for (const name of names) {
      if (name.startsWith(`lounge-${prefix}-`)) await rmdir(join(parent, name)).catch(() => undefined);
    }
  }
}

/** Undefined where this machine gives us no control group (without root as a rule). */
export async function createMemoryGroup(name: string, bytes: number): Promise<MemoryGroup | undefined> {
  for (const { parent, limitFile, eventsFile } of VERSIONS) {
    const folder = join(parent, `lounge-${name}`);
    try {
      await mkdir(folder);
    } catch {
      continue;
    }
    try {
      await writeFile(join(folder, limitFile), String(Math.floor(bytes)));
      return {
        folder,
        wasExceeded: async () =>
          /^oom_kill [1-9]/m.test(await readFile(join(folder, eventsFile), 'utf8').catch(() => '')),
        remove: async () => await removeGroup(folder),
      };
    } catch {
      await removeGroup(folder);
    }
  }
  return undefined;
}

/** The kernel lets go of a group a moment after its last process. */
async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < REMOVE_TRIES; tries += 1) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (isGone) return;
    await new Promise((resolve) => setTimeout(resolve, REMOVE_PAUSE_MS));
  }
}
