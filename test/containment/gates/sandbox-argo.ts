import { ArgoBench } from '../../../src/sandbox/argocd/testing/argo-bench.ts';
import type { KustomizeCommand } from '../../../src/sandbox/argocd/source/kustomize.ts';
import type { KubernetesObject } from '../../../src/sandbox/kubernetes/store/object-store.ts';
import { resourceOfKind } from '../../../src/sandbox/kubernetes/resources/resource-table.ts';
import { attackedLounge } from '../attacked-lounge.ts';
import { manifestsOf, type ArgoGate } from './argo-gate.ts';

/** Argo CD of the sandbox. Without `admission` its projects stand alone. */
export async function openSandboxArgo(
  kustomize: KustomizeCommand,
  { admission }: { readonly admission: boolean },
): Promise<ArgoGate> {
  const bench = await ArgoBench.open(kustomize);
  const lounge = attackedLounge(bench.repoURL);
  await bench.push(manifestsOf(lounge));
  for (const object of [...(admission ? lounge.admission : []), ...lounge.foundation].toSorted(namespacesFirst))
    bench.store.create(object as unknown as KubernetesObject);
  return {
    lounge,
    push: async (files) => await bench.push(files),
    applications: async () => await Promise.resolve(JSON.stringify({ items: bench.store.list('Application') })),
    uidOf: async ({ kind, metadata: { namespace = lounge.namespace, name } }) => {
      const resource = resourceOfKind(kind);
      const found = resource && bench.store.get(kind, resource.namespaced ? namespace : undefined, name);
      return await Promise.resolve(found?.metadata.uid);
    },
    hasKind: (kind) => resourceOfKind(kind) !== undefined,
    close: async () => await bench.close(),
  };
}

function namespacesFirst(left: { kind: string }, right: { kind: string }): number {
  return Number(right.kind === 'Namespace') - Number(left.kind === 'Namespace');
}
