import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKustomizeRenderer } from '../../../src/drivers/render/kustomize/create-kustomize-renderer.ts';
import type { Renderer } from '../../../src/ports/renderer.ts';
import { createRegistry, type ListeningRegistry } from '../../../src/sandbox/registry/registry.ts';
import { buildPrograms, type Built } from './behave-image.ts';
import { openReachableServices, type ReachableServices } from './reachable-services.ts';
import { REGISTRY_PORT, type ClusterUnderTest } from './cluster-under-test.ts';

/** What all scenarios share: the cluster, the program, a registry. */
export interface Suite {
  readonly cluster: ClusterUnderTest;
  readonly folder: string;
  readonly built: Built;
  readonly renderer: Renderer;
  readonly reachable: ReachableServices;
  stopRegistry(): Promise<void>;
  startRegistry(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const PROJECT = 'lounge-test';
const KINDS = [
  ['', 'Service'],
  ['', 'ConfigMap'],
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['batch', 'Job'],
  ['batch', 'CronJob'],
];

export async function openSuite(cluster: ClusterUnderTest): Promise<Suite> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-cluster-'));
  const registry = await createRegistry({ folder: join(folder, 'registry'), users: [] });
  let listening: ListeningRegistry | undefined;
  const startRegistry = async () => {
    listening ??= await registry.listen(REGISTRY_PORT);
  };
  const stopRegistry = async () => {
    await listening?.close();
    listening = undefined;
  };
  await startRegistry();
  const reachable = await openReachableServices(folder);
  await cluster.kubectl(['apply', '-f', '-'], {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: PROJECT, namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'lt-*' }],
      namespaceResourceWhitelist: KINDS.map(([group, kind]) => ({ group, kind })),
    },
  });
  const renderer = createKustomizeRenderer({ cacheFolder: join(folder, 'cache') });
  // The first use unpacks it.
  await renderer.describe();
  return {
    cluster,
    renderer,
    reachable,
    folder,
    built: await buildPrograms(folder),
    startRegistry,
    stopRegistry,
    [Symbol.asyncDispose]: async () => {
      await reachable[Symbol.asyncDispose]();
      await stopRegistry();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
