import { chmod, lchown, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveInside, writeFileAtomic } from '../../../../platform/files.ts';
import type { Bind } from '../../../../platform/isolation/contract.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { configFailure } from './container-failure.ts';
import { dataOf } from './data-objects.ts';
import { podField, resourceField, type PodAddress } from './downward-field.ts';
import type { ContainerSpec, DownwardItems, Pod, Projection, Volume } from './pod-types.ts';

const KINDS = ['emptyDir', 'configMap', 'secret', 'downwardAPI', 'projected'] as const;

interface File {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** Why a volume cannot be had yet: an Event tells it, and the pod waits. */
export class VolumeFailure extends Error {
  readonly volume: string;

  constructor(volume: string, message: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${message}`);
    this.name = 'VolumeFailure';
    this.volume = volume;
  }
}

/** Writes the pod's volumes below `folder`; what exists is brought up to date. Throws VolumeFailure. */
export async function writeVolumes(store: ObjectStore, pod: Pod, folder: string, address: PodAddress): Promise<void> {
  for (const volume of pod.spec.volumes ?? []) {
    if (!KINDS.some((kind) => volume[kind] !== undefined)) {
      const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
      throw new VolumeFailure(volume.name, `volumes of kind ${kind} do not exist in the sandbox`);
    }
    const target = join(folder, volume.name);
    await mkdir(target, { recursive: true });
    if (volume.emptyDir) await open(target, pod.spec.securityContext?.fsGroup);
    else await writeFiles(target, filesOf(store, pod, volume, address));
  }
}

/** As the kubelet does: everybody may write into an emptyDir. */
async function open(folder: string, group: number | undefined): Promise<void> {
  await chmod(folder, 0o777);
  if (group !== undefined && process.geteuid?.() === 0) await lchown(folder, 0, group);
}

function filesOf(store: ObjectStore, pod: Pod, volume: Volume, address: PodAddress): File[] {
  const sources = volume.projected ? (volume.projected.sources ?? []) : [volume];
  return sources.flatMap(({ configMap, secret, downwardAPI }) => [
    ...(configMap ? projected(store, pod, volume.name, 'ConfigMap', configMap) : []),
    ...(secret ? projected(store, pod, volume.name, 'Secret', secret) : []),
    ...(downwardAPI ? downward(pod, downwardAPI, address) : []),
  ]);
}

function projected(
  store: ObjectStore,
  pod: Pod,
  volume: string,
  kind: 'ConfigMap' | 'Secret',
  source: Projection,
): File[] {
  const namespace = pod.metadata.namespace ?? 'default';
  const name = source.secretName ?? source.name ?? '';
  const data = dataOf(store, kind, namespace, name);
  const mode = source.defaultMode ?? 0o644;
  if (!data && source.optional === true) return [];
  if (!data) throw new VolumeFailure(volume, `${kind.toLowerCase()} "${name}" not found`);
  if (!source.items) return [...data].map(([path, content]) => ({ path, content, mode }));
  return source.items.flatMap((item) => {
    const content = data.get(item.key);
    if (content) return [{ path: item.path, content, mode: item.mode ?? mode }];
    if (source.optional === true) return [];
    throw new VolumeFailure(volume, `${kind.toLowerCase()} references non-existent config key: ${item.key}`);
  });
}

function downward(pod: Pod, { items }: DownwardItems, address: PodAddress): File[] {
  return (items ?? []).map(({ path, fieldRef, resourceFieldRef }) => {
    const [container] = pod.spec.containers;
    const resource = resourceFieldRef && container ? resourceField(pod, container, resourceFieldRef) : '';
    const text = fieldRef ? podField(pod, fieldRef.fieldPath, address) : resource;
    return { path, content: Buffer.from(text), mode: 0o644 };
  });
}

async function writeFiles(folder: string, files: readonly File[]): Promise<void> {
  for (const { path, content, mode } of files) {
    const target = await resolveInside(folder, path);
    if (target === undefined) throw configFailure(`invalid path in volume: ${path}`);
    await mkdir(dirname(target), { recursive: true });
    await writeFileAtomic(target, content, mode);
    await chmod(target, mode & 0o777);
  }
}

/** The volume mounts of a container; `subPath` never leads out of its volume, a missing one is made. */
export async function volumeBinds(pod: Pod, container: ContainerSpec, folder: string): Promise<Bind[]> {
  const binds: Bind[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find(({ name }) => name === mount.name);
    if (!volume) throw configFailure(`volume "${mount.name}" not found`);
    const source = await mountSource(join(folder, mount.name), mount.subPath);
    binds.push({ source, target: mount.mountPath, readOnly: mount.readOnly === true || !volume.emptyDir });
  }
  return binds;
}

async function mountSource(volume: string, subPath: string | undefined): Promise<string> {
  if (!subPath) return volume;
  const target = await resolveInside(volume, subPath);
  if (target === undefined)
    throw configFailure(`failed to prepare subPath for volumeMount: ${subPath} leaves its volume`);
  const isThere = await stat(target).then(
    () => true,
    () => false,
  );
  if (!isThere) await mkdir(target, { recursive: true, mode: 0o777 });
  return target;
}
