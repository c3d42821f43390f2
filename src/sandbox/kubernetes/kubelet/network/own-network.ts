import { once } from 'node:events';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, type Duplex } from 'node:stream';
import { exec, start, type RunningProcess } from '../../../../platform/exec.ts';
import type { NamespaceMode } from '../../../../platform/isolation/contract.ts';
import { programFile } from '../../../../platform/package-root.ts';
import { IpPool } from './ip-pool.ts';
import type { PodIdentity, PodLink, PodNetwork } from './pod-network.ts';
import { BRIDGE_IP, CLUSTER_DOMAIN, DNS_IP, RELAY_SOCKET, type RelayTables } from './relay-protocol.ts';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const PROGRAM = { cwd: '/', env: { PATH: SYSTEM_PATH }, cleanEnvironment: true } as const;
const STEP_MS = 10_000;
/** Holds a pod's network while its containers come and go, and ends with its standard input. Argument: the host name. */
const HOLDER_SCRIPT = 'hostname "$1" || true\necho ready\nread -r _ || true';
const BRIDGE = ['link set lo up', 'link add pods type bridge', `addr add ${BRIDGE_IP}/16 dev pods`, 'link set pods up'];
/** All addresses of services are the relay's own. */
const SERVICES = ['route add local 10.96.0.0/12 dev lo'];

export interface OwnNetworkOptions {
  readonly folder: string;
  readonly mode: NamespaceMode;
  /** Told of each process, so that none is left behind. */
  readonly started: (pid: number) => Promise<() => Promise<void>>;
}

/**
 * One private network a lounge: a bridge, for each pod an interface of its own, service addresses and names behind a
 * relay. Nothing of it is reachable from the machine but through the relay's socket, and it reaches nothing outside.
 */
export class OwnNetwork implements PodNetwork {
  readonly #options: OwnNetworkOptions;
  readonly #relay: RunningProcess;
  readonly #folder: FileHandle;
  readonly #pool = new IpPool();
  #serial = 0;

  private constructor(options: OwnNetworkOptions, relay: RunningProcess, folder: FileHandle) {
    this.#options = options;
    this.#relay = relay;
    this.#folder = folder;
  }

  /** Throws where a step does not work on this machine. */
  static async open(options: OwnNetworkOptions): Promise<OwnNetwork> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await rm(join(options.folder, RELAY_SOCKET), { force: true });
    const relay = await startRelay(options);
    try {
      const words = createInterface({ input: relay.stdout ?? Readable.from([]) });
      // Only once it speaks is it sure to have left the machine's own network.
      await Promise.race([once(words, 'line'), failed(relay)]);
      await ip(relay.pid ?? 0, options.mode, [...BRIDGE, ...SERVICES]);
      relay.stdin?.write('{"services":[],"names":[]}\n');
      await Promise.race([once(words, 'line'), failed(relay)]);
      return new OwnNetwork(options, relay, await open(options.folder));
    } catch (error) {
      relay.kill('SIGKILL');
      throw error;
    }
  }

  /** Resolves when the network is gone, which only `stop` should bring about. */
  get ended(): Promise<unknown> {
    return this.#relay.exited;
  }

  resolverOf(namespace: string): string {
    const search = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN].join(' ');
    return `search ${search}\nnameserver ${DNS_IP}\noptions ndots:5\n`;
  }

  tell(tables: RelayTables): void {
    if (this.#relay.stdin?.writable) this.#relay.stdin.write(`${JSON.stringify(tables)}\n`);
  }

  async attach({ hostname }: PodIdentity): Promise<PodLink> {
    const { mode } = this.#options;
    const address = this.#pool.take();
    const holder = await this.#startHolder(hostname);
    const pid = holder.pid ?? 0;
    const forget = await this.#options.started(pid);
    this.#serial += 1;
    const name = `pod${this.#serial}`;
    await ip(this.#relay.pid ?? 0, mode, [
      `link add ${name} type veth peer name eth0 netns ${pid}`,
      `link set ${name} master pods up`,
    ]);
    const own = [
      'link set lo up',
      `addr add ${address}/16 dev eth0`,
      'link set eth0 up',
      `route add default via ${BRIDGE_IP}`,
    ];
    await ip(pid, mode, own);
    return {
      ip: address,
      network: { joinProcess: pid },
      environmentOf: async () => ({}),
      connect: async (port) => await this.#connect(address, port),
      close: async () => {
        holder.kill('SIGKILL');
        await holder.exited;
        await forget();
        this.#pool.give(address);
      },
    };
  }

  async stop(): Promise<void> {
    this.#relay.kill('SIGKILL');
    await this.#relay.exited;
    await this.#folder.close();
  }

  async #startHolder(hostname: string): Promise<RunningProcess> {
    const { mode } = this.#options;
    const inside = mode === 'user' ? ['nsenter', ...userOf(this.#relay.pid ?? 0, mode), '--'] : [];
    const words = [...inside, 'setpriv', '--pdeathsig', 'KILL', 'unshare', '--net', '--uts', '--'];
    const [program = '', ...args] = words.concat('/bin/sh', '-c', HOLDER_SCRIPT, 'lounge-pod', hostname);
    const holder = start(program, args, { ...PROGRAM, stdio: ['pipe', 'pipe', 'ignore'] });
    await Promise.race([holder.stdout && once(holder.stdout, 'data'), failed(holder)]);
    return holder;
  }

  /** By the folder's descriptor: the path of a socket has little room. */
  async #connect(address: string, port: number): Promise<Duplex> {
    const socket = connect(`/proc/self/fd/${this.#folder.fd}/${RELAY_SOCKET}`);
    socket.write(`${address} ${port}\n`);
    const answer = await firstWords(socket);
    const end = answer.indexOf('\n');
    const [word, code = 'ECONNREFUSED'] = answer.toString('latin1', 0, Math.max(end, 0)).split(' ');
    if (word !== 'ok') {
      socket.destroy();
      throw connectFailure(code, address, port);
    }
    if (answer.length > end + 1) socket.unshift(answer.subarray(end + 1));
    return socket;
  }
}

async function startRelay({ folder, mode, started }: OwnNetworkOptions): Promise<RunningProcess> {
  const user = mode === 'user' ? ['--user', '--map-root-user'] : [];
  const words = [
    'setpriv',
    '--pdeathsig',
    'KILL',
    'unshare',
    ...user,
    '--net',
    '--',
    process.execPath,
    programFile('sandbox/kubernetes/kubelet/network/relay-main'),
  ];
  const [program = '', ...args] = words;
  const relay = start(program, args, { ...PROGRAM, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  if (relay.pid === undefined) throw new Error(`${program} could not be started`);
  await started(relay.pid);
  return relay;
}

async function failed(running: RunningProcess): Promise<never> {
  const { exitCode } = await running.exited;
  throw new Error(`a process of the network ended with ${exitCode}`);
}

/** Commands of `ip`, in the network of a process. */
async function ip(pid: number, mode: NamespaceMode, lines: readonly string[]): Promise<void> {
  const args = [...userOf(pid, mode), '--net', '--', 'ip', '-batch', '-'];
  const { exitCode, stderr } = await exec('nsenter', args, {
    ...PROGRAM,
    input: `${lines.join('\n')}\n`,
    timeoutMs: STEP_MS,
  });
  if (exitCode !== 0) throw new Error(stderr.trim().split('\n')[0] || `ip ended with ${exitCode}`);
}

function userOf(pid: number, mode: NamespaceMode): string[] {
  return ['--target', String(pid), ...(mode === 'user' ? ['--user', '--preserve-credentials'] : [])];
}

/** Read without making the stream flow: whoever gets it decides when. */
async function firstWords(socket: Socket): Promise<Buffer> {
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk) return chunk;
    if (socket.readableEnded || socket.destroyed) return Buffer.alloc(0);
    const stop = new AbortController();
    const events = ['readable', 'end', 'close'].map(
      async (event) => await once(socket, event, { signal: stop.signal }),
    );
    try {
      await Promise.race(events);
    } finally {
      stop.abort();
      await Promise.allSettled(events);
    }
  }
}

function connectFailure(code: string, address: string, port: number): Error {
  return Object.assign(new Error(`connect ${code} ${address}:${port}`), { code, syscall: 'connect', address, port });
}
