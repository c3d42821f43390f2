import type { ClusterUnderTest } from '../../cluster/harness/cluster-under-test.ts';
import { temporaryRepository } from '../../temporary-repository.ts';
import { attackedLounge } from '../attacked-lounge.ts';
import { manifestsOf, type ArgoGate } from './argo-gate.ts';
import { CLUSTER_NAMESPACE, makeAll, removeAll } from './cluster-objects.ts';

/** Argo CD of a real cluster, over a repository on this machine. */
export async function openClusterArgo(
  cluster: ClusterUnderTest,
  { admission }: { readonly admission: boolean },
): Promise<ArgoGate> {
  const git = await temporaryRepository();
  const lounge = attackedLounge(`file://${git.remote}`, CLUSTER_NAMESPACE);
  const objects = [...lounge.foundation, ...(admission ? lounge.admission : [])];
  const commit = async (files: Readonly<Record<string, string | undefined>>) => {
    const texts = Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]));
    await git.commit(Object.fromEntries(texts), 'feat: a change', { push: true });
  };
  const applications = async () => await cluster.kubectl(['-n', lounge.argocd, 'get', 'applications', '-o', 'json']);
  const close = async () => {
    await removeAll(cluster, objects);
    await git[Symbol.asyncDispose]();
  };
  await commit(manifestsOf(lounge));
  await makeAll(cluster, objects);
  return {
    lounge,
    push: async (files) => {
      await commit(files);
      await cluster.kubectl([
        '-n',
        lounge.argocd,
        'annotate',
        'applications',
        '--all',
        '--overwrite',
        'argocd.argoproj.io/refresh=normal',
      ]);
    },
    applications,
    exists: async ({ kind, metadata: { namespace = lounge.namespace, name } }) => {
      const found = await cluster.kubectl(['-n', namespace, 'get', kind, name, '--ignore-not-found', '-o', 'name']);
      return found.trim() !== '';
    },
    hasKind: () => true,
    close,
  };
}
