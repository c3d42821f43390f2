import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterUnderTest } from './cluster-under-test.ts';

/** Halts a process of the cluster: it answers nothing, and loses nothing. */
export async function stopProcess(cluster: ClusterUnderTest, name: string): Promise<void> {
  process.kill(await idOf(cluster, name), 'SIGSTOP');
}

export async function continueProcess(cluster: ClusterUnderTest, name: string): Promise<void> {
  process.kill(await idOf(cluster, name), 'SIGCONT');
}

async function idOf(cluster: ClusterUnderTest, name: string): Promise<number> {
  if (cluster.processes === undefined) throw new Error(`the processes of this cluster cannot be stopped: ${name}`);
  const id = Number.parseInt(await readFile(join(cluster.processes, `${name}.pid`), 'utf8'), 10);
  if (!(id > 1)) throw new Error(`no process ${name}`);
  return id;
}
