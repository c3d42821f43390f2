import { LoungeError } from '../../../domain/errors.ts';
import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import type { ClusterAdministration } from '../../../ports/cluster-administration.ts';
import type { DeliveryInspection } from '../../../ports/delivery.ts';

const API = 'argoproj.io/v1alpha1';
const KINDS = ['Application', 'AppProject'];
/** Every Argo CD makes it at its first start. */
const DEFAULT_PROJECT = 'default';
/** Came with 3.0, and no 2.x has it: https://github.com/argoproj/argo-cd/pull/21674. */
const FIELD_OF_3_0 = 'ignoreMissingComponents';

/** Argo CD by what the API server tells of it: its definitions, its default project, its version label or image. */
export async function inspectArgo(
  cluster: Cluster,
  administration: ClusterAdministration,
  namespace: string,
): Promise<DeliveryInspection> {
  const served = await administration.kinds(API);
  const missingKinds = KINDS.filter((kind) => !served.includes(kind));
  if (missingKinds.length > 0)
    return { missingKinds, namespaces: [], isPresent: false, version: undefined, isRecent: false };
  const isPresent = await isThere(cluster, namespace);
  const version = isPresent ? await findVersion(cluster, namespace) : undefined;
  return {
    missingKinds,
    namespaces: isPresent ? [namespace] : await otherNamespaces(cluster),
    isPresent,
    version,
    isRecent: version === undefined ? await administration.knowsField(API, FIELD_OF_3_0) : isAtLeast3(version),
  };
}

/** Its default project tells; to whoever may not see that one, only what it does with an Application can. */
async function isThere(cluster: Cluster, namespace: string): Promise<boolean> {
  try {
    return (await cluster.get('AppProject', namespace, DEFAULT_PROJECT)) !== undefined;
  } catch (error) {
    nothingKnown(error);
    return true;
  }
}

async function otherNamespaces(cluster: Cluster): Promise<readonly string[]> {
  const projects = await cluster.list('AppProject', undefined).catch(nothingAllowed);
  return projects.flatMap(({ metadata }) =>
    metadata.name === DEFAULT_PROJECT && metadata.namespace !== undefined ? [metadata.namespace] : [],
  );
}

/** The label that its charts put on everything, else the tag of its image. */
async function findVersion(cluster: Cluster, namespace: string): Promise<string | undefined> {
  const settings = await cluster.get('ConfigMap', namespace, 'argocd-cm').catch(nothingKnown);
  const labelled = versionIn(labelOf(settings, 'app.kubernetes.io/version'));
  if (labelled !== undefined) return labelled;
  const workloads = [
    ...(await cluster.list('StatefulSet', namespace).catch(nothingAllowed)),
    ...(await cluster.list('Deployment', namespace).catch(nothingAllowed)),
  ].filter((workload) => labelOf(workload, 'app.kubernetes.io/part-of') === 'argocd');
  return workloads
    .map((workload) => /"image":"[^"]*argocd[^":]*:([^"@]+)/.exec(JSON.stringify(workload['spec']))?.[1])
    .map((tag) => versionIn(tag))
    .find((version) => version !== undefined);
}

function versionIn(text: string | undefined): string | undefined {
  return /^v?(\d+\.\d+(\.\d+)?)/.exec(text ?? '')?.[1];
}

function isAtLeast3(version: string): boolean {
  return Number(version.split('.')[0]) >= 3;
}

function labelOf(object: ClusterObject | undefined, label: string): string | undefined {
  const labels = object?.metadata['labels'];
  const value: unknown =
    typeof labels === 'object' && labels !== null && Object.hasOwn(labels, label)
      ? (labels as Record<string, unknown>)[label]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

function nothingKnown(error: unknown): undefined {
  if (error instanceof LoungeError && error.code === 'CLUSTER_FORBIDDEN') return undefined;
  throw error;
}

function nothingAllowed(error: unknown): readonly ClusterObject[] {
  nothingKnown(error);
  return [];
}
