import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Bind, IsolatedCommand } from '../../../../platform/isolation/contract.ts';
import { findRuntime, type Runtime } from '../../../../platform/isolation/runtimes.ts';
import type { StackedFolder } from '../../../../platform/isolation/find-in-layers.ts';
import type { Image } from '../images/image-store.ts';
import type { PodLink } from '../network/pod-network.ts';
import { containerCommand, requireProgram } from './container-command.ts';
import { containerEnvironment } from './container-environment.ts';
import { configFailure, ContainerFailure } from './container-failure.ts';
import type { ContainerRecord } from './container-record.ts';
import { containerUser } from './container-user.ts';
import type { NodeContext } from './node-context.ts';
import type { ContainerSpec, Pod, SecurityContext } from './pod-types.ts';
import { volumeBinds } from './pod-volumes.ts';

const RUNTIME_LABEL = 'io.lounge.runtime';
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const LONGEST_MESSAGE = 4096;

export interface PodPlace {
  readonly folder: string;
  readonly link: PodLink;
}

export interface PreparedContainer {
  readonly command: IsolatedCommand;
  readonly stopSignal: NodeJS.Signals;
  /** What the container left in /dev/termination-log. */
  readonly terminationMessage: () => Promise<string>;
}

/** All that has to be known before a container can start. Throws ContainerFailure in the words of a real node. */
export async function prepareContainer(
  context: NodeContext,
  pod: Pod,
  record: ContainerRecord,
  image: Image,
  { folder, link }: PodPlace,
): Promise<PreparedContainer> {
  const { spec } = record;
  const { config } = image.config;
  refusePrivileged(spec);
  const address = { podIp: link.ip, hostIp: context.hostIp };
  const given = containerEnvironment(context.store, pod, spec, config?.Env ?? [], address);
  const layers = image.layers.map((layer) => ({ folder: layer, at: '/' }));
  const user = await containerUser(pod, spec, config?.User ?? '', layers);
  const runtimes = await runtimesOf(config?.Labels?.[RUNTIME_LABEL]);
  const environment = complete(given, await portsOf(link, spec), pod, user.home, runtimes);
  const words = containerCommand(spec, image.config, given);
  const workingDirectory = posix.resolve('/', spec.workingDir || config?.WorkingDir || '/');
  const { binds, messageFile } = await bindsOf(context, pod, record, folder, runtimes);
  const isLent = runtimes.length > 0 || context.isolation.mode === undefined;
  const stack = [...stackOf(binds), ...layers, ...(isLent ? MACHINE : [])];
  await requireProgram(words[0] ?? '', stack, environment.PATH ?? '', workingDirectory);
  return {
    stopSignal: signalOf(config?.StopSignal),
    terminationMessage: async () => (await readFile(messageFile)).subarray(0, LONGEST_MESSAGE).toString(),
    command: {
      root: { lower: image.layers, upper: join(folder, 'containers', spec.name, `root-${record.restartCount}`) },
      command: words,
      environment,
      workingDirectory,
      user,
      binds,
      machine: isLent,
      network: link.network,
      hostname: pod.spec.hostname ?? pod.metadata.name,
      ...restrictions(spec.securityContext),
    },
  };
}

async function bindsOf(
  context: NodeContext,
  pod: Pod,
  record: ContainerRecord,
  folder: string,
  runtimes: readonly Runtime[],
) {
  const { spec, restartCount } = record;
  const messageFile = await emptyFile(join(folder, 'containers', spec.name), `termination-${restartCount}`);
  const message = {
    source: messageFile,
    target: spec.terminationMessagePath || '/dev/termination-log',
    readOnly: false,
  };
  const lent = runtimes.flatMap((runtime) => runtime.binds);
  const volumes = await volumeBinds(pod, spec, join(folder, 'volumes'));
  return { messageFile, binds: [...lent, ...volumes, ...systemFiles(context, folder, pod), message] };
}

async function portsOf(link: PodLink, { ports }: ContainerSpec): Promise<Readonly<Record<string, string>>> {
  return await link.environmentOf((ports ?? []).map(({ containerPort }) => containerPort));
}

function refusePrivileged({ securityContext }: ContainerSpec): void {
  if (securityContext?.privileged) throw configFailure('privileged containers do not exist in the sandbox');
}

function restrictions(context: SecurityContext | undefined) {
  return {
    readOnlyRoot: context?.readOnlyRootFilesystem === true,
    noNewPrivileges: context?.allowPrivilegeEscalation === false,
    ...(context?.capabilities ? { capabilities: context.capabilities } : {}),
  };
}

async function emptyFile(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, '');
  // Whoever the container runs as writes its last words here.
  await chmod(path, 0o666);
  return path;
}

/** Where programs of the machine are found when it lends a runtime. */
const MACHINE: readonly StackedFolder[] = ['/usr', '/bin', '/sbin'].map((folder) => ({ folder, at: folder }));

function stackOf(binds: readonly Bind[]): StackedFolder[] {
  return binds.toReversed().map(({ source, target }) => ({ folder: source, at: target }));
}

/** What an image counts on and does not bring is lent by the machine. */
async function runtimesOf(label: string | undefined): Promise<Runtime[]> {
  const names = (label ?? '').split(/[\s,]+/).filter(Boolean);
  return await Promise.all(
    names.map(async (name) => {
      const runtime = await findRuntime(name);
      if (runtime) return runtime;
      throw new ContainerFailure(
        'CreateContainerError',
        `the image counts on ${JSON.stringify(name)} of this machine, which has none`,
      );
    }),
  );
}

function complete(
  given: ReadonlyMap<string, string>,
  network: Readonly<Record<string, string>>,
  pod: Pod,
  home: string,
  runtimes: readonly Runtime[],
): Record<string, string> {
  const path = [...runtimes.flatMap((runtime) => runtime.path), given.get('PATH') ?? DEFAULT_PATH].join(':');
  return Object.fromEntries([
    ['HOME', home],
    ['HOSTNAME', pod.spec.hostname ?? pod.metadata.name],
    ...given,
    ...Object.entries(network),
    ['PATH', path],
  ]);
}

function systemFiles(context: NodeContext, folder: string, pod: Pod): Bind[] {
  const resolver = context.network.resolverOf(pod.metadata.namespace ?? 'default');
  if (resolver === undefined) return [];
  return ['hosts', 'resolv.conf', 'hostname'].map((name) => ({
    source: join(folder, 'etc', name),
    target: `/etc/${name}`,
    readOnly: false,
  }));
}

function signalOf(name: string | undefined): NodeJS.Signals {
  const known = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGKILL', 'SIGWINCH'] as const;
  const wanted = name?.startsWith('SIG') ? name : `SIG${name}`;
  return known.find((signal) => signal === wanted) ?? 'SIGTERM';
}
