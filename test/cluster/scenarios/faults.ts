import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { continueProcess, stopProcess } from '../harness/cluster-processes.ts';
import { pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';
import { web, service } from '../harness/manifests.ts';

const good = { verdict: 'PASS', by: 60_000, notBefore: 20_000 };
const READS = {
  apiGroups: ['*'],
  resources: ['*'],
  verbs: ['get', 'list', 'watch', 'create'],
};

/** The observer's own identity, that can be taken away. */
async function ownIdentity(world: ReleaseWorld): Promise<void> {
  const { namespace, name } = world;
  await world.here('create', 'serviceaccount', 'observer');
  const subjects = [{ kind: 'ServiceAccount', name: 'observer', namespace }];
  const api = 'rbac.authorization.k8s.io';
  await world.apply({ apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata: { name: namespace }, rules: [READS] });
  const roleRef = { apiGroup: api, kind: 'ClusterRole', name: namespace };
  for (const place of [namespace, 'argocd'])
    await world.apply({
      apiVersion: `${api}/v1`,
      kind: 'RoleBinding',
      metadata: { name: namespace, namespace: place },
      roleRef,
      subjects,
    });
  const token = (await world.here('create', 'token', 'observer')).trim();
  const config = JSON.parse(await world.kubectl(['config', 'view', '--raw', '--flatten', '-o', 'json']));
  config.users = [{ name: 'observer', user: { token } }];
  config.contexts = [{ name: 'observer', context: { cluster: config.clusters[0].name, user: 'observer' } }];
  config['current-context'] = 'observer';
  world.observerKubeconfig = join(world.suite.folder, `${name}.kubeconfig`);
  await writeFile(world.observerKubeconfig, JSON.stringify(config), { mode: 0o600 });
}

async function forgetIdentity(world: ReleaseWorld): Promise<void> {
  await world.kubectl(['delete', 'clusterrole', world.namespace, '--ignore-not-found']);
  await world.kubectl(['-n', 'argocd', 'delete', 'rolebinding', world.namespace, '--ignore-not-found']);
}

const credentials: readonly Scenario[] = [
  {
    name: 'token-revoked',
    seconds: 30,
    prepare: ownIdentity,
    afterwards: forgetIdentity,
    during: async (world) => {
      await pauseMs(3000);
      await world.here('delete', 'serviceaccount', 'observer');
    },
    expect: { verdict: 'UNVERIFIED', reason: 'OBSERVATION_GAP', by: 20_000 },
  },
  {
    name: 'forbidden-in-the-middle',
    seconds: 20,
    prepare: ownIdentity,
    afterwards: forgetIdentity,
    during: async (world) => {
      await pauseMs(3000);
      await world.here('delete', 'rolebinding', world.namespace);
    },
    expect: { verdict: 'UNVERIFIED', reason: 'OBSERVATION_GAP', by: 12_000 },
  },
  {
    name: 'forbidden-for-a-while',
    seconds: 60,
    prepare: ownIdentity,
    afterwards: forgetIdentity,
    during: async (world) => {
      await pauseMs(3000);
      const binding = JSON.parse(await world.here('get', 'rolebinding', world.namespace, '-o', 'json'));
      await world.here('delete', 'rolebinding', world.namespace);
      await pauseMs(9000);
      const { name, namespace } = binding.metadata;
      await world.apply({ ...binding, metadata: { name, namespace } });
    },
    expect: { ...good, notBefore: 30_000 },
  },
];

/** Stops a process of the cluster after some seconds, for some seconds. */
const stopped =
  (process: string, afterMs: number, forMs: number) =>
  async (world: ReleaseWorld): Promise<void> => {
    await pauseMs(afterMs);
    await stopProcess(world.suite.cluster, process);
    await pauseMs(forMs);
    await continueProcess(world.suite.cluster, process);
  };
const going = (process: string) => async (world: ReleaseWorld) => await continueProcess(world.suite.cluster, process);

const processes: readonly Scenario[] = [
  {
    name: 'api-server-stopped',
    seconds: 60,
    alone: true,
    during: stopped('kube-apiserver', 5000, 8000),
    afterwards: going('kube-apiserver'),
    expect: { ...good, notBefore: 33_000 },
  },
  {
    name: 'argocd-controller-stopped',
    seconds: 25,
    alone: true,
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      await stopProcess(world.suite.cluster, 'argocd-application-controller');
    },
    afterwards: going('argocd-application-controller'),
    expect: { verdict: 'UNVERIFIED', reason: 'ARGOCD_NOT_ANSWERING', by: 15_000 },
  },
  {
    name: 'argocd-repo-server-stopped',
    seconds: 45,
    alone: true,
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      await stopProcess(world.suite.cluster, 'argocd-repo-server');
    },
    during: async (world) => {
      await pauseMs(8000);
      await continueProcess(world.suite.cluster, 'argocd-repo-server');
    },
    afterwards: going('argocd-repo-server'),
    expect: { ...good, by: 45_000 },
  },
  {
    name: 'registry-away-for-a-moment',
    seconds: 60,
    alone: true,
    image: async (world) => {
      const image = await world.pushImage('v202601011000');
      await world.suite.stopRegistry();
      return image;
    },
    during: async (world) => {
      await pauseMs(5000);
      await world.suite.startRegistry();
    },
    afterwards: (world) => world.suite.startRegistry(),
    expect: good,
  },
  {
    name: 'registry-away',
    seconds: 35,
    alone: true,
    image: async (world) => {
      const image = await world.pushImage('v202601011000');
      await world.suite.stopRegistry();
      return image;
    },
    afterwards: (world) => world.suite.startRegistry(),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 32_000 },
  },
  {
    name: 'kubelet-stopped',
    seconds: 35,
    alone: true,
    header: { deadlineSeconds: 30 },
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      await stopProcess(world.suite.cluster, 'kubelet');
    },
    afterwards: going('kubelet'),
    release: () => [web(), service()],
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 31_000, notBefore: 30_000 },
  },
  {
    name: 'kubelet-stopped-in-soak',
    seconds: 70,
    alone: true,
    during: stopped('kubelet', 10_000, 15_000),
    afterwards: going('kubelet'),
    expect: { verdict: 'PASS' },
  },
];

/** Something under the observation is taken away. */
export const faultScenarios: readonly Scenario[] = [...credentials, ...processes];
