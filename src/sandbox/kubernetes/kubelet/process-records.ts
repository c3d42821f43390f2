import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The processes that this node started, as empty files `<pid>-<start time>`, so that a node that was killed finds and ends
 * what it left behind, and never another process that got the same number.
 */
export class ProcessRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Ends whatever an earlier life left running. */
  async open(): Promise<number> {
    await mkdir(this.#folder, { recursive: true });
    let ended = 0;
    for (const name of await readdir(this.#folder)) {
      const [pid, started] = name.split('-').map(Number);
      if (pid !== undefined && pid > 1 && (await startTimeOf(pid)) === started) {
        // A group of its own where it leads one; else the process alone, which takes its namespace with it.
        if (!kill(-pid)) kill(pid);
        ended += 1;
      }
      await rm(join(this.#folder, name), { force: true });
    }
    return ended;
  }

  /** Answers the way to forget it. */
  async add(pid: number): Promise<() => Promise<void>> {
    const started = await startTimeOf(pid);
    if (started === undefined) return async () => undefined;
    const path = join(this.#folder, `${pid}-${started}`);
    await writeFile(path, '');
    return async () => await rm(path, { force: true });
  }
}

/** Ticks since boot, from /proc; undefined for what does not run. */
async function startTimeOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  // The name in parentheses may hold anything.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : Number(fields[19]);
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
