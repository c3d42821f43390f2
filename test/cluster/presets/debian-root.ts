import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exec } from '../../../src/platform/exec.ts';

export interface RootContent {
  /** Debian packages whose files are taken: from this machine, else from Debian's archive. */
  readonly packages: readonly string[];
  /** Programs of this machine. */
  readonly programs: readonly string[];
  /** Text files by absolute path. */
  readonly files: Readonly<Record<string, { readonly text: string; readonly mode?: number }>>;
  /** Symbolic links: path to target. */
  readonly links?: Readonly<Record<string, string>>;
}

/** What a program does not need to run; of PostgreSQL, the compiler of queries. */
const LEFT_OUT = [
  '*/share/doc/*',
  '*/share/man/*',
  '*/share/locale/*',
  '*/etc/init.d/*',
  '*/bitcode/*',
  '*llvm*',
  '*LLVM*',
];
/** Debian has these in /usr, and links to them. */
const MERGED = ['bin', 'sbin', 'lib', 'lib64'];

/** Puts the root of an image together of Debian's own builds, with the libraries that they are linked to; nothing is installed. Returns its folder. */
export async function writeDebianRoot(folder: string, { packages, programs, ...rest }: RootContent): Promise<string> {
  const [root, archives] = [join(folder, 'root'), join(folder, 'archives')];
  await mkdir(join(archives, 'partial'), { recursive: true });
  for (const name of MERGED) {
    await mkdir(join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
  for (const name of packages) {
    const known = await exec('dpkg', ['-L', name], { cwd: '/' });
    if (known.exitCode === 0) await copy(root, known.stdout.split('\n'));
    else await unpack(root, archives, name);
  }
  await copy(root, programs);
  await copyLibraries(root);
  for (const [path, { text, mode = 0o644 }] of Object.entries(rest.files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text, { mode });
  }
  for (const [path, target] of Object.entries(rest.links ?? {})) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await symlink(target, join(root, path));
  }
  return root;
}

/** Files of this machine, at the same place. */
async function copy(root: string, paths: readonly string[]): Promise<void> {
  const wanted = paths.filter((path) => path.startsWith('/') && path !== '/.');
  const input = wanted.map((path) => `.${path}\0`).join('');
  await transfer(root, ['--directory=/', '--no-recursion', '--ignore-failed-read', '--null', '--files-from=-'], input);
}

/** By an archive: what is a link to a folder in the root stays one. */
async function transfer(root: string, what: readonly string[], input = ''): Promise<void> {
  const archive = `${root}.tar`;
  await done('tar', ['--create', `--file=${archive}`, ...what], input);
  const left = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
  const how = ['--keep-directory-symlink', '--no-same-owner', ...left];
  await done('tar', ['--extract', `--file=${archive}`, ...how, '--directory', root]);
}

/** The package and what it depends on, as far as this machine has it not. */
async function unpack(root: string, archives: string, name: string): Promise<void> {
  const settings = [`Dir::Cache::archives=${archives}`, 'Debug::NoLocking=1', 'APT::Sandbox::User=root'];
  const given = settings.flatMap((setting) => ['-o', setting]);
  await done('apt-get', ['install', '--yes', '--no-install-recommends', '--download-only', ...given, name]);
  const stage = `${root}-${name}`;
  for (const file of (await readdir(archives)).filter((one) => one.endsWith('.deb')))
    await done('dpkg-deb', ['--extract', join(archives, file), stage]);
  await transfer(root, [`--directory=${stage}`, '.']);
}

/** What the programs in the root are linked to, from the root or from this machine. */
async function copyLibraries(root: string): Promise<void> {
  const executables = await done('find', [join(root, 'usr'), '-type', 'f', '-perm', '-u+x']);
  const libraries = await done('find', [join(root, 'usr'), '-type', 'f', '-name', '*.so*']);
  const files = `${executables}${libraries}`.split('\n').filter((path) => path !== '');
  const own = join(root, 'usr/lib/x86_64-linux-gnu');
  const { stdout } = await exec('ldd', files, { cwd: '/', env: { LD_LIBRARY_PATH: own, LC_ALL: 'C' } });
  const missing = /^\s*(\S+) => not found$/m.exec(stdout)?.[1];
  if (missing !== undefined) throw new Error(`no package of this machine has ${missing}`);
  const found = [...stdout.matchAll(/(?:^|=> )\s*(\/\S+) \(0x/gm)].map((match) => match[1] ?? '');
  const needed = [...new Set(found)].filter((path) => path !== '' && !path.startsWith(root));
  await mkdir(own, { recursive: true });
  for (const path of needed)
    await done('cp', [
      '--dereference',
      '--remove-destination',
      path,
      path.includes('ld-linux') ? join(root, 'usr/lib64') : own,
    ]);
}

async function done(command: string, args: readonly string[], input = ''): Promise<string> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const result = await exec(command, args, { cwd: '/', env, input });
  if (result.exitCode !== 0) throw new Error(`${command}: ${result.stderr}`);
  return result.stdout;
}
