import type { IsolatedCommand, NamespaceMode } from './contract.ts';
import { insideCommand, shell, type InsideCommand } from './inside-command.ts';
import { errorsScript, mountScript } from './setup-scripts.ts';

/** The end of whoever started it is its end too, even by kill -9. */
const WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'] as const;

/** The whole line: new namespaces (or joined ones), the mount script, the way inside. `errors`: see the errors script. */
export function namespaceCommand(command: IsolatedCommand, mode: NamespaceMode, work: string, errors = ''): string[] {
  const { network } = command;
  const join = typeof network === 'object';
  const own = ['--mount', '--pid', '--ipc', '--fork', '--kill-child=KILL'];
  if (!join) own.push('--uts', ...(mode === 'user' ? ['--user', '--map-root-user'] : []));
  if (network === 'none') own.push('--net');
  return [
    ...(join ? joinNamespaces(network.joinProcess, mode) : []),
    ...WITH_PARENT,
    ...shell(errorsScript, 'lounge-errors'),
    errors,
    'unshare',
    ...own,
    '--',
    ...shell(mountScript, 'lounge-mount'),
    work,
    join ? '' : (command.hostname ?? ''),
    network === 'none' ? 'loopback' : '',
    ...(command.cgroups ?? []),
    '--',
    ...insideCommand(command, mode),
  ];
}

/** Another command in the namespaces of one that runs; `pid` is the container's process 1 as the machine sees it. */
export function enterCommand(pid: number, inside: InsideCommand, mode: NamespaceMode): string[] {
  return [...joinUser(pid, mode), '--mount', '--pid', '--ipc', '--uts', '--net', '--', ...insideCommand(inside, mode)];
}

function joinNamespaces(pid: number, mode: NamespaceMode): string[] {
  return [...joinUser(pid, mode), '--net', '--uts', '--'];
}

function joinUser(pid: number, mode: NamespaceMode): string[] {
  return ['nsenter', '--target', String(pid), ...(mode === 'user' ? ['--user', '--preserve-credentials'] : [])];
}
