import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { start } from '../../../src/platform/exec.ts';
import type { ClusterUnderTest } from './cluster-under-test.ts';

/** Halts a process of the cluster: it answers nothing, and loses nothing. */
export async function stopProcess(cluster: ClusterUnderTest, name: string): Promise<void> {
  process.kill(await idOf(cluster, name), 'SIGSTOP');
}

export async function continueProcess(cluster: ClusterUnderTest, name: string): Promise<void> {
  process.kill(await idOf(cluster, name), 'SIGCONT');
}

/** Kills a process of the cluster as a crash would; what it gives starts the same program anew, in the same place. */
export async function killProcess(cluster: ClusterUnderTest, name: string): Promise<() => Promise<void>> {
  const id = await idOf(cluster, name);
  const [[program = '', ...args], environment] = [await words(id, 'cmdline'), await words(id, 'environ')];
  const env = Object.fromEntries(environment.map((pair) => [pair.slice(0, pair.indexOf('=')), valueOf(pair)]));
  process.kill(id, 'SIGKILL');
  return async () => {
    const folder = cluster.processes ?? '';
    const log = await open(join(folder, '..', 'log', `${name}.log`), 'a');
    const stdio = ['ignore', log.fd, log.fd] as const;
    const { pid } = start(program, args, { cwd: '/', env, cleanEnvironment: true, detached: true, stdio });
    await log.close();
    if (pid === undefined) throw new Error(`${program} does not start`);
    await writeFile(join(folder, `${name}.pid`), `${pid} ${await markOf(pid)}\n`);
  };
}

const valueOf = (pair: string) => pair.slice(pair.indexOf('=') + 1);

async function words(id: number, what: 'cmdline' | 'environ'): Promise<string[]> {
  return (await readFile(`/proc/${id}/${what}`, 'utf8')).split('\0').filter((word) => word !== '');
}

/** Tells the process from a later one with the same id, in the form of the local rig. */
async function markOf(id: number): Promise<string> {
  const fields = (await readFile(`/proc/${id}/stat`, 'utf8')).split(' ');
  return `${fields[21]}-${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()}`;
}

async function idOf(cluster: ClusterUnderTest, name: string): Promise<number> {
  if (cluster.processes === undefined) throw new Error(`the processes of this cluster cannot be stopped: ${name}`);
  const id = Number.parseInt(await readFile(join(cluster.processes, `${name}.pid`), 'utf8'), 10);
  if (!(id > 1)) throw new Error(`no process ${name}`);
  return id;
}
