import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Manifest } from './manifests.ts';
import type { ReleaseWorld } from './release-world.ts';
import { openUnsteadyLine, type UnsteadyLine } from './unsteady-line.ts';

const READS = { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch', 'create'] };
const API = 'rbac.authorization.k8s.io';

/** Gives the observer an identity of its own, which can be taken away. */
export async function ownIdentity(world: ReleaseWorld): Promise<void> {
  const { namespace } = world;
  await world.here('create', 'serviceaccount', 'observer');
  const subjects = [{ kind: 'ServiceAccount', name: 'observer', namespace }];
  await world.apply({ apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: namespace }, rules: [READS] });
  const roleRef = { apiGroup: API, kind: 'ClusterRole', name: namespace };
  for (const place of [namespace, 'argocd'])
    await world.apply({
      apiVersion: `${API}/v1`,
      kind: 'RoleBinding',
      metadata: { name: namespace, namespace: place },
      roleRef,
      subjects,
    });
  await logIn(world);
}

/** The identity is made anew, and the kubeconfig gets its token. */
export async function renewIdentity(world: ReleaseWorld): Promise<void> {
  await world.here('create', 'serviceaccount', 'observer');
  await logIn(world);
}

async function logIn(world: ReleaseWorld): Promise<void> {
  const token = (await world.here('create', 'token', 'observer')).trim();
  await ownKubeconfig(world, (config) => {
    config.users = [{ name: 'observer', user: { token } }];
    config.contexts = [{ name: 'observer', context: { cluster: config.clusters[0].name, user: 'observer' } }];
    config['current-context'] = 'observer';
  });
}

export async function forgetIdentity(world: ReleaseWorld): Promise<void> {
  await world.kubectl(['delete', 'clusterrole', world.namespace, '--ignore-not-found']);
  await world.kubectl(['-n', 'argocd', 'delete', 'rolebinding', world.namespace, '--ignore-not-found']);
}

const lines = new WeakMap<ReleaseWorld, UnsteadyLine>();

/** Lets the observer, and nobody else, reach the API server by a line that can be cut. */
export async function ownLine(world: ReleaseWorld): Promise<void> {
  const { clusters } = await kubeconfigOf(world);
  const url = new URL(clusters[0].cluster.server);
  const line = await openUnsteadyLine(url.hostname, Number(url.port || 443));
  lines.set(world, line);
  await ownKubeconfig(world, (config) => {
    const { cluster } = config.clusters[0];
    cluster.server = `https://127.0.0.1:${line.port}`;
    if (isIP(url.hostname) === 0) cluster['tls-server-name'] = url.hostname;
  });
}

export function lineOf(world: ReleaseWorld): UnsteadyLine {
  const line = lines.get(world);
  if (line === undefined) throw new Error('the observer has no line of its own');
  return line;
}

export async function closeLine(world: ReleaseWorld): Promise<void> {
  await lines.get(world)?.[Symbol.asyncDispose]();
}

async function kubeconfigOf(world: ReleaseWorld): Promise<Manifest> {
  return JSON.parse(await world.kubectl(['config', 'view', '--raw', '--flatten', '--minify', '-o', 'json']));
}

async function ownKubeconfig(world: ReleaseWorld, change: (config: Manifest) => void): Promise<void> {
  const config = await kubeconfigOf(world);
  change(config);
  world.observerKubeconfig = join(world.suite.folder, `${world.name}.kubeconfig`);
  await writeFile(world.observerKubeconfig, JSON.stringify(config), { mode: 0o600 });
}
