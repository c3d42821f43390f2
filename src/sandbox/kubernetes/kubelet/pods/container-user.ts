import { readTextIfExists } from '../../../../platform/files.ts';
import { findInLayers, type StackedFolder } from '../../../../platform/isolation/find-in-layers.ts';
import { configFailure, ContainerFailure } from './container-failure.ts';
import type { ContainerSpec, Pod } from './pod-types.ts';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly home: string;
}

/** Who a container runs as: the pod's word before the image's; names are looked up in the image's own /etc/passwd. */
export async function containerUser(
  pod: Pod,
  container: ContainerSpec,
  imageUser: string,
  layers: readonly StackedFolder[],
): Promise<ContainerUser> {
  const outer = pod.spec.securityContext;
  const inner = container.securityContext;
  const runAsUser = inner?.runAsUser ?? outer?.runAsUser;
  verifyNonRoot(pod, container, imageUser, runAsUser);
  const [userName = '', groupName] = imageUser.split(':');
  const wanted = runAsUser === undefined ? userName || '0' : String(runAsUser);
  const entry = await accountOf(layers, '/etc/passwd', wanted);
  if (!entry && !isNumber(wanted)) {
    throw new ContainerFailure(
      'CreateContainerError',
      `failed to generate container spec: unable to find user ${wanted}: no matching entries in passwd file`,
    );
  }
  const runAsGroup = inner?.runAsGroup ?? outer?.runAsGroup;
  const imageGroup = runAsUser === undefined && groupName ? await groupOf(layers, groupName) : undefined;
  const fsGroup = outer?.fsGroup;
  return {
    uid: isNumber(wanted) ? Number(wanted) : Number(entry?.[2]),
    gid: runAsGroup ?? imageGroup ?? Number(entry?.[3] ?? 0),
    groups: [...(outer?.supplementalGroups ?? []), ...(fsGroup === undefined ? [] : [fsGroup])],
    home: entry?.[5] || '/',
  };
}

/** In the kubelet's own words. */
function verifyNonRoot(pod: Pod, container: ContainerSpec, imageUser: string, runAsUser: number | undefined): void {
  if ((container.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot) !== true) return;
  const { name, namespace, uid } = pod.metadata;
  const place = `(pod: "${name}_${namespace}(${uid})", container: ${container.name})`;
  if (runAsUser === 0) throw configFailure(`container's runAsUser breaks non-root policy ${place}`);
  if (runAsUser !== undefined) return;
  const [user = ''] = imageUser.split(':');
  if (user === '' || user === '0')
    throw configFailure(`container has runAsNonRoot and image will run as root ${place}`);
  if (!isNumber(user)) {
    throw configFailure(
      `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${place}`,
    );
  }
}

async function groupOf(layers: readonly StackedFolder[], group: string): Promise<number> {
  if (isNumber(group)) return Number(group);
  const entry = await accountOf(layers, '/etc/group', group);
  if (!entry) {
    throw new ContainerFailure(
      'CreateContainerError',
      `failed to generate container spec: unable to find group ${group}: no matching entries in group file`,
    );
  }
  return Number(entry[2]);
}

/** The fields of the line whose name or number it is. */
async function accountOf(
  layers: readonly StackedFolder[],
  file: string,
  wanted: string,
): Promise<string[] | undefined> {
  const { source, stats } = await findInLayers(layers, file);
  const text = source !== undefined && stats?.isFile() ? await readTextIfExists(source) : undefined;
  const lines = (text ?? 'root:x:0:0:root:/root:/bin/sh').split('\n').map((line) => line.split(':'));
  return lines.find(([name, , number]) => name === wanted || number === wanted);
}

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}
