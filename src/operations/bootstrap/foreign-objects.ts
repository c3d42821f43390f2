import { LoungeError } from '../../domain/errors.ts';
import { isMadeByLounge } from '../../engine/manifest/bootstrap/ownership.ts';
import { textOf } from '../../engine/manifest/read-field.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Engine } from '../context.ts';

/** Kinds whose loss somebody would notice. */
const KINDS = [
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Ingress',
  'Job',
  'PersistentVolumeClaim',
  'Pod',
  'ReplicaSet',
  'Secret',
  'Service',
  'ServiceAccount',
  'StatefulSet',
];

/** What a namespace holds that no lounge made and no controller keeps, as `Kind/name`. */
export async function foreignObjects({ cluster }: Engine, namespace: string): Promise<readonly string[]> {
  const lists = await Promise.all(KINDS.map(async (kind) => await cluster.list(kind, namespace).catch(notServed)));
  return lists
    .flat()
    .filter((object) => !isMadeByLounge(object) && !isOfKubernetes(object))
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

function notServed(error: unknown): readonly ClusterObject[] {
  if (error instanceof LoungeError && error.code === 'CLUSTER_KIND_MISSING') return [];
  throw error;
}

function isOfKubernetes({ kind, metadata, ...object }: ClusterObject): boolean {
  if (kind === 'ServiceAccount') return metadata.name === 'default';
  if (kind === 'ConfigMap') return metadata.name === 'kube-root-ca.crt';
  return kind === 'Secret' && textOf(object['type']) === 'kubernetes.io/service-account-token';
}
