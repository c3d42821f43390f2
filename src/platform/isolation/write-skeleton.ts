import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What every container finds, whatever its image brings; the image's own files hide these. */
const FOLDERS = ['proc', 'sys', 'dev/shm', 'dev/pts', 'etc', 'run', 'home', 'var'] as const;
const OPEN_FOLDERS = ['tmp', 'var/tmp'] as const;
export const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'] as const;
const DEVICE_LINKS = {
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
  ptmx: 'pts/ptmx',
} as const;
const FILES = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
  'etc/hosts': '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n',
  'etc/resolv.conf': '',
} as const;

/** Writes the lowest layer of a container: folders and files that are mounted over, and a minimal /etc. */
export async function writeSkeleton(folder: string): Promise<void> {
  for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true });
  for (const name of OPEN_FOLDERS) {
    await mkdir(join(folder, name), { recursive: true });
    await chmod(join(folder, name), 0o1777);
  }
  // Passable, not readable: a runtime lent by the machine may have its home below.
  await mkdir(join(folder, 'root'), { mode: 0o711 });
  const files = { ...FILES, ...Object.fromEntries(DEVICES.map((name) => [`dev/${name}`, ''])) };
  await Promise.all([
    ...Object.entries(files).map(async ([name, text]) => await writeFile(join(folder, name), text)),
    ...Object.entries(DEVICE_LINKS).map(async ([name, target]) => await symlink(target, join(folder, 'dev', name))),
  ]);
}
