import { expect, test } from 'vitest';
import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import type { ClusterAdministration } from '../../../ports/cluster-administration.ts';
import { inspectArgo } from './inspect-argo.ts';

const object = (kind: string, name: string, more: object = {}): ClusterObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'argocd', ...more },
});
const project = object('AppProject', 'default');
const settings = (version?: string) =>
  object('ConfigMap', 'argocd-cm', { labels: version === undefined ? {} : { 'app.kubernetes.io/version': version } });
const workload = (image: string) => ({
  ...object('Deployment', 'argocd-repo-server', { labels: { 'app.kubernetes.io/part-of': 'argocd' } }),
  spec: { template: { spec: { containers: [{ image }] } } },
});

async function inspect(
  namespace: string,
  kinds: readonly string[],
  objects: readonly ClusterObject[],
  fields: readonly string[] = [],
) {
  const find = (kind: string, place: string | undefined) =>
    objects.filter((one) => one.kind === kind && (place === undefined || one.metadata.namespace === place));
  const cluster = {
    get: async (kind: string, place: string | undefined, name: string) =>
      find(kind, place).find(({ metadata }) => metadata.name === name),
    list: async (kind: string, place: string | undefined) => find(kind, place),
  } as Partial<Cluster> as Cluster;
  const administration = {
    kinds: async () => kinds,
    knowsField: async (_: string, field: string) => fields.includes(field),
  } as Partial<ClusterAdministration> as ClusterAdministration;
  return await inspectArgo(cluster, administration, namespace);
}

const KINDS = ['Application', 'AppProject'];

test.each([
  ['nothing of it', 'argocd', [], [], { missingKinds: KINDS, isPresent: false }],
  ['a definition is missing', 'argocd', ['Application'], [], { missingKinds: ['AppProject'] }],
  ['definitions alone', 'argocd', KINDS, [], { missingKinds: [], namespaces: [], isPresent: false }],
  ['in another namespace', 'gitops', KINDS, [project], { namespaces: ['argocd'], isPresent: false }],
  ['named by its label', 'argocd', KINDS, [project, settings('v3.1.4')], { version: '3.1.4', isRecent: true }],
  ['an old one', 'argocd', KINDS, [project, settings('v2.14.2')], { version: '2.14.2', isRecent: false }],
  [
    'named by its image',
    'argocd',
    KINDS,
    [project, settings(), workload('quay.io/argoproj/argocd:v3.0.6')],
    { version: '3.0.6', isRecent: true },
  ],
] as const)('%s', async (_, namespace, kinds, objects, expected) => {
  expect(await inspect(namespace, kinds, objects)).toMatchObject(expected);
});

test('without a name it is judged by its definitions', async () => {
  expect(await inspect('argocd', KINDS, [project])).toMatchObject({ version: undefined, isRecent: false });
  expect(await inspect('argocd', KINDS, [project], ['ignoreMissingComponents'])).toMatchObject({ isRecent: true });
});
