import type { IsolatedCommand, NamespaceMode } from './contract.ts';
import { environmentScript } from './setup-scripts.ts';

/** As containers get them by default; no MKNOD, since nothing keeps devices away here. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
] as const;
/** What a pod may ask for besides: nothing that reaches beyond its own namespaces. */
const GRANTABLE = new Set<string>([...DEFAULT_CAPABILITIES, 'NET_ADMIN', 'SYS_CHROOT']);
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Shells keep these to themselves: they go as arguments of env. */
const SHELL_NAMES = new Set([
  'BASHOPTS',
  'BASH_VERSINFO',
  'EUID',
  'IFS',
  'OLDPWD',
  'OPTIND',
  'PPID',
  'PWD',
  'SHELLOPTS',
  'UID',
  '_',
]);
const PROGRAM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export type InsideCommand = Pick<
  IsolatedCommand,
  'command' | 'environment' | 'workingDirectory' | 'user' | 'capabilities' | 'noNewPrivileges'
>;

/** From the stage into the container: capabilities dropped, environment given, root and user changed, command run. */
export function insideCommand(inside: InsideCommand, mode: NamespaceMode): string[] {
  const names = Object.keys(inside.environment);
  const exported = names.filter(isExported);
  const others = names.filter((name) => !isExported(name));
  return [
    'setpriv',
    `--bounding-set=${boundingSet(inside)}`,
    '--inh-caps=-all',
    ...groupArguments(inside, mode),
    ...(inside.noNewPrivileges ? ['--no-new-privs'] : []),
    ...shell(environmentScript, 'lounge-environment'),
    ...exported,
    '--',
    ...(others.length === 0 ? [] : ['/usr/bin/env', ...others.map((name) => `${name}=${inside.environment[name]}`)]),
    '/usr/bin/unshare',
    '--root=/rootfs',
    `--wd=${inside.workingDirectory}`,
    ...(mode === 'root' && inside.user ? [`--setuid=${inside.user.uid}`] : []),
    '--',
    ...inside.command,
  ];
}

/** One of the static scripts; what varies comes as positional arguments after it. */
export function shell(script: string, name: string): string[] {
  return ['/bin/sh', '-c', script, name];
}

/** The environment of the first program: its own PATH, and the command's under names that steer nothing. */
export function outsideEnvironment(inside: InsideCommand): Record<string, string> {
  const carried = Object.entries(inside.environment).filter(([name]) => isExported(name));
  return Object.fromEntries([
    ['PATH', PROGRAM_PATH],
    ...carried.map(([name, value]) => [`LOUNGE_ENV_${name}`, value] as const),
  ]);
}

function isExported(name: string): boolean {
  return IDENTIFIER.test(name) && !SHELL_NAMES.has(name);
}

/** SYS_CHROOT stays until the root is changed; the tree outside of it is the read-only stage. */
function boundingSet({ capabilities }: InsideCommand): string {
  const named = (list: readonly string[] | undefined) =>
    (list ?? []).map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  const drop = new Set(named(capabilities?.drop));
  const add = named(capabilities?.add);
  const base = drop.has('ALL') ? [] : DEFAULT_CAPABILITIES.filter((name) => !drop.has(name));
  const added = add.includes('ALL') ? [...GRANTABLE] : add.filter((name) => GRANTABLE.has(name));
  const needed = ['SYS_CHROOT', 'SETUID', 'SETGID'];
  return ['-all', ...new Set([...base, ...added, ...needed])]
    .map((name) => (name === '-all' ? name : `+${name.toLowerCase()}`))
    .join(',');
}

/** With one uid in the namespace there is nothing to change to. */
function groupArguments({ user }: InsideCommand, mode: NamespaceMode): string[] {
  if (mode === 'user') return [];
  const groups = user?.groups ?? [];
  const list = groups.length === 0 ? ['--clear-groups'] : [`--groups=${groups.join(',')}`];
  return [...(user ? [`--regid=${user.gid}`] : []), ...list];
}
