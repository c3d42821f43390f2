import { availableParallelism, totalmem } from 'node:os';
import { configFailure } from './container-failure.ts';
import { parseQuantity } from './parse-quantity.ts';
import type { ContainerSpec, Pod, ResourceFieldReference } from './pod-types.ts';

export interface PodAddress {
  readonly podIp: string;
  readonly hostIp: string;
}

/** What `fieldRef` answers: `metadata.name`, `metadata.labels['a']`, `status.podIP`, … */
export function podField(pod: Pod, path: string, { podIp, hostIp }: PodAddress): string {
  const { metadata, spec } = pod;
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (subscript) return mapOf(metadata[subscript[1] as 'labels' | 'annotations']).get(subscript[2] ?? '') ?? '';
  const values = new Map<string, string | undefined>([
    ['metadata.name', metadata.name],
    ['metadata.namespace', metadata.namespace],
    ['metadata.uid', metadata.uid],
    ['metadata.labels', lines(metadata.labels)],
    ['metadata.annotations', lines(metadata.annotations)],
    ['spec.nodeName', spec.nodeName],
    ['spec.serviceAccountName', spec.serviceAccountName ?? 'default'],
    ['status.hostIP', hostIp],
    ['status.hostIPs', hostIp],
    ['status.podIP', podIp],
    ['status.podIPs', podIp],
  ]);
  if (!values.has(path)) throw configFailure(`unsupported fieldPath: ${path}`);
  return values.get(path) ?? '';
}

/** What `resourceFieldRef` answers: a limit or request in whole units of the divisor, the machine's where none is set. */
export function resourceField(pod: Pod, container: ContainerSpec, reference: ResourceFieldReference): string {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const target =
    reference.containerName === undefined ? container : all.find(({ name }) => name === reference.containerName);
  if (!target) throw configFailure(`container ${reference.containerName} not found`);
  const [kind, name = ''] = reference.resource.split('.');
  const list = kind === 'limits' ? target.resources?.limits : target.resources?.requests;
  const capacity = name === 'cpu' ? availableParallelism() : name === 'memory' ? totalmem() : 0;
  const value = parseQuantity(mapOf(list).get(name)) ?? (kind === 'limits' ? capacity : 0);
  const divisor = parseQuantity(reference.divisor) || 1;
  return String(Math.ceil(value / divisor));
}

function lines(entries: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(entries ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

function mapOf<V>(entries: Readonly<Record<string, V>> | undefined): ReadonlyMap<string, V> {
  return new Map(Object.entries(entries ?? {}));
}
