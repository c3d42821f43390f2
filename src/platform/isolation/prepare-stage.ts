import { mkdir, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { exists } from '../files.ts';
import type { IsolatedCommand, NamespaceMode, RootLayers } from './contract.ts';
import { findInLayers, type StackedFolder } from './find-in-layers.ts';
import { MACHINE_FILES, machineFolders, OWNED_FOLDERS, type MachineFolder } from './machine-folders.ts';
import { bindRestrictions, fstabOf, type Mount } from './mount-table.ts';
import { removeTree } from './remove-tree.ts';
import { DEVICES, writeSkeleton } from './write-skeleton.ts';

/** Writable parts of /proc: without a user namespace uid 0 inside is uid 0 of the machine. */
const READ_ONLY_PROC = ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'] as const;
const HIDDEN_PROC = ['kcore', 'keys', 'timer_list'] as const;

interface Stage {
  readonly work: string;
  readonly mode: NamespaceMode;
  readonly command: IsolatedCommand;
  readonly layers: RootLayers;
  readonly machine: readonly MachineFolder[];
  /** The tree as the container will see it, for finding where a path leads. */
  readonly stack: readonly StackedFolder[];
  readonly restrictionsOf: (source: string) => string[];
}

/**
 * Writes beside the upper folder (overlay needs the same file system) what the mount script works on: `fstab`, the
 * read-only stage, the lowest layer. Answers the work folder, to be removed with `removeTree` when the command ended.
 */
export async function prepareStage(command: IsolatedCommand, mode: NamespaceMode): Promise<string> {
  const layers = typeof command.root === 'string' ? { lower: [], upper: command.root } : command.root;
  const work = `${layers.upper}.work`;
  await removeTree(work);
  const skeleton = join(work, 'skeleton');
  for (const folder of [layers.upper, skeleton]) await mkdir(folder, { recursive: true });
  await writeSkeleton(skeleton);
  const machine = await machineFolders();
  const stack = [layers.upper, ...layers.lower, skeleton].map((folder) => ({ folder, at: '/' }));
  const shown =
    command.machine === false ? [] : machine.map(({ name, source }) => ({ folder: source, at: `/${name}` }));
  const stage: Stage = {
    work,
    mode,
    command,
    layers,
    machine,
    stack: [...stack, ...shown],
    restrictionsOf: await bindRestrictions(),
  };
  const mounts = [...(await stageMounts(stage)), ...(await rootMounts(stage)), ...(await systemMounts(stage))];
  mounts.push(...(await bindMounts(stage)));
  await mountPoint(stage, command.workingDirectory, true);
  await writeFile(join(work, 'fstab'), fstabOf(mounts));
  return work;
}

/** The stage holds nothing but the machine's programs, read-only, and the place of the container's root. */
async function stageMounts(stage: Stage): Promise<Mount[]> {
  const { work, machine } = stage;
  const folder = join(work, 'stage');
  for (const name of ['rootfs', 'old']) await mkdir(join(folder, name), { recursive: true });
  await symlink('rootfs/proc', join(folder, 'proc'));
  const mounts = [readOnlyBind(stage, folder, folder)];
  for (const { name, source, link } of machine) {
    if (link === undefined) {
      await mkdir(join(folder, name));
      mounts.push(readOnlyBind(stage, source, join(folder, name)));
    } else await symlink(link, join(folder, name));
  }
  return mounts;
}

/** The image over the skeleton, and below the image's /usr the machine's. */
async function rootMounts(stage: Stage): Promise<Mount[]> {
  const { work, layers, command, machine } = stage;
  const skeleton = join(work, 'skeleton');
  const mounts = [await overlay(stage, '', [...layers.lower, skeleton])];
  if (command.machine === false) return mounts;
  for (const name of OWNED_FOLDERS) await mkdir(join(skeleton, name), { recursive: true });
  for (const { name, source, link } of machine) {
    const image = stage.stack.slice(0, 1 + layers.lower.length);
    const own = await findInLayers(image, name);
    if (own.path !== `/${name}`) continue;
    if (own.stats?.isDirectory() || (link === undefined && !own.stats)) {
      await mkdir(join(skeleton, name), { recursive: true });
      const lower = await existing([...layers.lower, skeleton].map((folder) => join(folder, name)));
      mounts.push(await overlay(stage, name, [...lower, source]));
    } else if (link !== undefined && !own.stats) await symlink(link, join(skeleton, name));
  }
  return mounts;
}

/** Layers go by short links: the options of a mount have little room, and paths may hold any character. */
async function overlay(stage: Stage, name: string, lower: readonly string[]): Promise<Mount> {
  const { work, layers, command, mode } = stage;
  const label = name === '' ? 'root' : name;
  const all = command.readOnlyRoot ? [...(await existing([join(layers.upper, name)])), ...lower] : lower;
  const links = all.map((_, index) => `${label}${index}`);
  for (const [index, folder] of all.entries()) await symlink(folder, join(work, links[index] ?? ''));
  const options = [`lowerdir=${links.join(':')}`, ...(mode === 'user' ? ['userxattr'] : [])];
  if (command.readOnlyRoot) options.push('ro');
  else {
    await mkdir(join(layers.upper, name), { recursive: true });
    await mkdir(join(work, `${label}-work`));
    await symlink(join(layers.upper, name), join(work, `${label}-upper`));
    options.push(`upperdir=${label}-upper`, `workdir=${label}-work`);
  }
  return { source: 'overlay', target: join(work, 'stage/rootfs', name), type: 'overlay', options };
}

async function existing(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(async (folder) => ((await exists(folder)) ? [folder] : [])));
  return found.flat();
}

async function systemMounts(stage: Stage): Promise<Mount[]> {
  const proc = await mountPoint(stage, '/proc', true);
  const safe = ['nosuid', 'nodev', 'noexec'];
  const mounts: Mount[] = [{ source: 'proc', target: proc, type: 'proc', options: safe }];
  if (stage.mode === 'root') mounts.push(...(await procRestrictions(stage, proc)));
  for (const name of DEVICES) {
    const target = await mountPoint(stage, `/dev/${name}`, false);
    mounts.push({ source: `/dev/${name}`, target, type: 'none', options: ['bind'] });
  }
  const shared = await mountPoint(stage, '/dev/shm', true);
  mounts.push({ source: 'shm', target: shared, type: 'tmpfs', options: [...safe, 'mode=1777', 'size=64m'] });
  const terminals = await mountPoint(stage, '/dev/pts', true);
  const options = ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620'];
  mounts.push({ source: 'devpts', target: terminals, type: 'devpts', options });
  return mounts;
}

async function procRestrictions(stage: Stage, proc: string): Promise<Mount[]> {
  const readOnly = await existing(READ_ONLY_PROC.map((name) => `/proc/${name}`));
  const hidden = await existing(HIDDEN_PROC.map((name) => `/proc/${name}`));
  return [
    ...readOnly.map((path) => join(proc, posix.basename(path))).map((path) => readOnlyBind(stage, path, path)),
    ...hidden.map((path) => readOnlyBind(stage, '/dev/null', join(proc, posix.basename(path)))),
  ];
}

/** The caller's binds, the outer before the inner, after the files of /etc that the image lacks. */
async function bindMounts(stage: Stage): Promise<Mount[]> {
  const { command } = stage;
  const wanted = command.binds.toSorted((a, b) => a.target.length - b.target.length);
  const given = new Set(wanted.map(({ target }) => target));
  const own = (await machineFiles(stage)).filter(({ target }) => !given.has(target));
  const mounts: Mount[] = [];
  for (const { source, target, readOnly } of [...own, ...wanted]) {
    const place = await mountPoint(stage, target, (await stat(source)).isDirectory());
    mounts.push(
      readOnly ? readOnlyBind(stage, source, place) : { source, target: place, type: 'none', options: ['bind'] },
    );
  }
  return mounts;
}

async function machineFiles({ command, stack, layers }: Stage) {
  const image = stack.slice(0, 1 + layers.lower.length);
  const names = command.machine === false ? [] : [...MACHINE_FILES];
  const files: { source: string; target: string; readOnly: true }[] = [];
  for (const name of names) {
    const target = `/etc/${name}`;
    const own = await findInLayers(image, target);
    const source = await realpath(target).catch(() => undefined);
    if (source !== undefined && !own.source) files.push({ source, target, readOnly: true });
  }
  if (command.network !== 'host') return files;
  for (const target of ['/etc/resolv.conf', '/etc/hosts']) {
    const source = await realpath(target).catch(() => undefined);
    if (source !== undefined) files.push({ source, target, readOnly: true });
  }
  return files;
}

/** The place of an absolute path inside, made in the lowest layer where the image has nothing there. */
async function mountPoint({ work, stack }: Stage, path: string, isFolder: boolean): Promise<string> {
  const found = await findInLayers(stack, path);
  const place = join(work, 'skeleton', found.path);
  if (!found.source) {
    await mkdir(isFolder ? place : dirname(place), { recursive: true });
    if (!isFolder) await writeFile(place, '', { flag: 'a' });
  }
  return join(work, 'stage/rootfs', found.path);
}

function readOnlyBind({ restrictionsOf }: Stage, source: string, target: string): Mount {
  return { source, target, type: 'none', options: ['bind', 'ro', 'nosuid', 'nodev', ...restrictionsOf(source)] };
}
