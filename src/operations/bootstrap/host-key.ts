import { LoungeError } from '../../domain/errors.ts';
import { decideHostKey, hostKeyFingerprint, knownHostName } from '../../engine/manifest/bootstrap/known-hosts.ts';
import { sshAddress } from '../../engine/manifest/bootstrap/repository-login.ts';
import { readField, textOf } from '../../engine/manifest/read-field.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { readNamedFile } from './material.ts';

/** Argo CD's known hosts: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#ssh-known-host-public-keys. */
const CONFIG_MAP = 'argocd-ssh-known-hosts-cm';
const FIELD = 'ssh_known_hosts';

export interface HostKeyPlan {
  /** As known_hosts names it. */
  readonly host: string;
  /** Lines that Argo CD has to get; empty when it knows the host. */
  readonly add: readonly string[];
  /** All that Argo CD will know then. */
  readonly knownHosts: string;
}

/** Whether Argo CD will trust the SSH host of the remote; undefined for a remote without SSH. Throws GIT_HOST_KEY_*. */
export async function planHostKey(context: Context, lounge: Lounge, engine: Engine): Promise<HostKeyPlan | undefined> {
  const address = sshAddress(lounge.config.repository.url);
  if (address === undefined) return undefined;
  const { host, port } = address;
  const offered = await context.hostKeys.offered(host, port);
  const file = (await lounge.environmentValues()).get('GIT_KNOWN_HOSTS_FILE') ?? '';
  const own = file === '' ? undefined : await readNamedFile(context, lounge, file);
  const { text: argocd } = await readKnownHosts(engine);
  const decision = decideHostKey({
    host,
    port,
    offered,
    argocd,
    own: own ?? (await context.hostKeys.ownKnownHosts()),
  });
  const name = knownHostName(host, port);
  const fingerprints = offered.length === 0 ? ['–'] : offered.map(hostKeyFingerprint);
  if (decision.kind === 'unknown') throw new LoungeError('GIT_HOST_KEY_UNKNOWN', { host: name, fingerprints });
  if (decision.kind === 'wrong') {
    const place = decision.place === 'argocd' ? CONFIG_MAP : file === '' ? 'known_hosts' : file;
    throw new LoungeError('GIT_HOST_KEY_WRONG', { host: name, place, fingerprints });
  }
  const add = decision.kind === 'add' ? decision.lines : [];
  return { host: name, add, knownHosts: `${[argocd.trimEnd(), ...add].join('\n')}\n` };
}

/** Adds the lines to Argo CD's own, and notes on the object which are ours. */
export async function addHostKey(lounge: Lounge, engine: Engine, plan: HostKeyPlan): Promise<void> {
  if (plan.add.length === 0) return;
  const { text, version, ours } = await readKnownHosts(engine, lounge.config.name);
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await engine.administration.merge('ConfigMap', engine.delivery.namespace, CONFIG_MAP, {
    metadata: {
      resourceVersion: version,
      annotations: { [noteOf(lounge.config.name)]: [...new Set([...ours, ...plan.add])].join('\n') },
    },
    data: { [FIELD]: `${before}${plan.add.join('\n')}\n` },
  });
}

/** Takes our lines away again; returns how many. */
export async function removeHostKey(lounge: Lounge, engine: Engine): Promise<number> {
  const { text, version, ours } = await readKnownHosts(engine, lounge.config.name);
  if (ours.length === 0) return 0;
  await engine.administration.merge('ConfigMap', engine.delivery.namespace, CONFIG_MAP, {
    metadata: { resourceVersion: version, annotations: { [noteOf(lounge.config.name)]: null } },
    data: {
      [FIELD]: text
        .split('\n')
        .filter((line) => !ours.includes(line))
        .join('\n'),
    },
  });
  return ours.length;
}

function noteOf(lounge: string): string {
  return `lounge.dev/known-hosts-${lounge}`;
}

async function readKnownHosts(
  { cluster, delivery }: Engine,
  lounge = '',
): Promise<{ readonly text: string; readonly version: string | undefined; readonly ours: readonly string[] }> {
  const object = await cluster.get('ConfigMap', delivery.namespace, CONFIG_MAP);
  const note = textOf(readField(object, ['metadata', 'annotations', noteOf(lounge)])) ?? '';
  return {
    text: textOf(readField(object, ['data', FIELD])) ?? '',
    version: textOf(object?.metadata['resourceVersion']),
    ours: note.split('\n').filter((line) => line !== ''),
  };
}
