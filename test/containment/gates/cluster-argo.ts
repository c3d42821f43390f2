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
    const gone = Object.keys(files).filter((path) => files[path] === undefined);
    if (gone.length > 0) await git.git(['rm', '--quiet', '--', ...gone]);
    const texts = Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]));
    await git.write(Object.fromEntries(texts));
    await git.git(['add', '--all']);
    await git.git(['commit', '--quiet', '-m', 'feat: a change']);
    await git.git(['push', '--quiet', 'origin', 'HEAD:main']);
    return await git.git(['rev-parse', 'HEAD']);
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
      const made = await commit(files);
      await cluster.kubectl([
        '-n',
        lounge.argocd,
        'annotate',
        'applications',
        '--all',
        '--overwrite',
        'argocd.argoproj.io/refresh=normal',
      ]);
      return made;
    },
    applications,
    uidOf: async ({ kind, metadata: { namespace = lounge.namespace, name } }) => {
      const uid = ['-o', 'jsonpath={.metadata.uid}'];
      return (await cluster.kubectl(['-n', namespace, 'get', kind, name, '--ignore-not-found', ...uid])) || undefined;
    },
    hasKind: () => true,
    close,
  };
}
