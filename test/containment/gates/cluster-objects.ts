import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import type { ClusterUnderTest } from '../../cluster/harness/cluster-under-test.ts';

/** Of the attacked lounge on a shared cluster: nobody else's. */
export const CLUSTER_NAMESPACE = 'lounge-containment';
const OTHERS = 'app.kubernetes.io/managed-by=lounge,app.kubernetes.io/part-of!=attacked';

/**
 * Makes objects in their order, after taking away what an interrupted run left of them. Names of projects and of
 * root-app are fixed, so a cluster has room for one lounge: throws where it holds another.
 */
export async function makeAll(cluster: ClusterUnderTest, objects: readonly RenderedObject[]): Promise<void> {
  await refuseOthers(cluster);
  await removeAll(cluster, objects);
  try {
    await cluster.kubectl(['create', '-f', '-'], listOf(objects));
  } catch (error) {
    await removeAll(cluster, objects);
    throw error;
  }
}

async function refuseOthers(cluster: ClusterUnderTest): Promise<void> {
  const list = ['get', 'validatingadmissionpolicies', '-l', OTHERS, '-o', 'name'];
  const found = (await cluster.kubectl(list)).trim();
  if (found !== '') throw new Error(`the cluster holds a lounge already: ${found.replaceAll('\n', ', ')}`);
}

/** Deletes them: policies first, so that they do not keep what they guard; Applications without taking their objects along. */
export async function removeAll(cluster: ClusterUnderTest, objects: readonly RenderedObject[]): Promise<void> {
  const remove = async (some: readonly RenderedObject[]) => {
    if (some.length > 0)
      await cluster.kubectl(['delete', '-f', '-', '--ignore-not-found', '--wait=false'], listOf(some));
  };
  await remove(objects.filter(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy')));
  const rest = objects.filter(({ kind }) => !kind.startsWith('ValidatingAdmissionPolicy'));
  const projects = [...new Set(rest.filter(({ kind }) => kind === 'AppProject').map(({ metadata }) => metadata.name))];
  await removeApplications(cluster, projects);
  await remove(rest.toReversed());
  const namespaces = rest
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => `namespace/${metadata.name}`);
  if (namespaces.length > 0) await cluster.kubectl(['wait', '--for=delete', ...namespaces, '--timeout=60s']);
}

/** Those that a test made, and those that Argo CD made from git for it. */
async function removeApplications(cluster: ClusterUnderTest, projects: readonly string[]): Promise<void> {
  const { items } = JSON.parse(await cluster.kubectl(['-n', 'argocd', 'get', 'applications', '-o', 'json'])) as {
    items: { metadata: RenderedObject['metadata']; spec: { project: string } }[];
  };
  const ours = items.filter(
    ({ spec, metadata }) =>
      projects.includes(spec.project) ||
      metadata.annotations?.['argocd.argoproj.io/tracking-id']?.startsWith('root-app:') === true,
  );
  // root-app first: it would make the others anew.
  for (const { metadata } of ours.toSorted(
    (left, right) => Number(right.metadata.name === 'root-app') - Number(left.metadata.name === 'root-app'),
  )) {
    const target = ['-n', 'argocd', 'application', metadata.name];
    await cluster.kubectl(['patch', ...target, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
    await cluster.kubectl(['delete', ...target, '--ignore-not-found']);
  }
}

function listOf(items: readonly RenderedObject[]): unknown {
  return { apiVersion: 'v1', kind: 'List', items };
}
