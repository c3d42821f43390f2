import { lstat, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** A top folder of programs and libraries of the machine: /usr, and /bin, /lib, … where they are not links into it. */
export interface MachineFolder {
  readonly name: string;
  /** Without links. */
  readonly source: string;
  /** What the link of the machine says, where it is one. */
  readonly link?: string;
}

const NAMES = ['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'] as const;
/** Of /etc, what programs of /usr need; nothing that tells about the machine's people. */
export const MACHINE_FILES = ['ld.so.cache', 'ssl', 'alternatives', 'localtime', 'ca-certificates'] as const;

/** Made anew in the lowest layer: their owner is then uid 0 inside, who may write there (without root, the machine's may not be). */
export const OWNED_FOLDERS = [
  'usr/bin',
  'usr/sbin',
  'usr/lib',
  'usr/share',
  'usr/include',
  'usr/local/bin',
  'usr/local/sbin',
  'usr/local/lib',
  'usr/local/share',
  'usr/local/include',
  'usr/local/etc',
] as const;

export async function machineFolders(): Promise<MachineFolder[]> {
  const found = await Promise.all(NAMES.map(async (name) => await machineFolder(name)));
  return found.filter((folder) => folder !== undefined);
}

async function machineFolder(name: string): Promise<MachineFolder | undefined> {
  const path = join('/', name);
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return undefined;
  if (!stats.isSymbolicLink()) return { name, source: path };
  return { name, source: await realpath(path), link: await readlink(path) };
}
