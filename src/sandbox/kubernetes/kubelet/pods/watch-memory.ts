import { readFile } from 'node:fs/promises';
import type { Clock } from '../../../../platform/clock.ts';

const PERIOD_MS = 250;
const MOST_PROCESSES = 512;

/**
 * Where no control group can hold a container to its memory: looks at what it and its children use, and resolves to true
 * once that is more than the limit. A short peak between two looks is not seen.
 */
export async function watchMemory(clock: Clock, pid: number, bytes: number, signal: AbortSignal): Promise<boolean> {
  try {
    while (!signal.aborted) {
      if ((await residentBytes(pid)) > bytes) return true;
      await clock.sleep(PERIOD_MS, signal);
    }
  } catch {
    // Aborted: the container has ended.
  }
  return false;
}

async function residentBytes(root: number): Promise<number> {
  const waiting = [root];
  let sum = 0;
  for (let count = 0; waiting.length > 0 && count < MOST_PROCESSES; count += 1) {
    const pid = waiting.pop();
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    // Anonymous pages only: files in the cache can be given back.
    sum += Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    waiting.push(
      ...children
        .split(' ')
        .map(Number)
        .filter((child) => child > 0),
    );
  }
  return sum;
}
