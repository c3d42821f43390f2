import type { ClusterUnderTest } from '../../cluster/harness/cluster-under-test.ts';
import type { Write } from '../attack.ts';
import { attackedLounge } from '../attacked-lounge.ts';
import type { Manifest } from '../build-attack.ts';
import { bootstrapped, identityOf, type AdmissionGate } from './admission-gate.ts';
import { CLUSTER_NAMESPACE, makeAll, removeAll } from './cluster-objects.ts';

/** The API server of a real cluster, by kubectl. What is made for it is taken away again. */
export async function openClusterAdmission(cluster: ClusterUnderTest): Promise<AdmissionGate> {
  const lounge = attackedLounge('https://git.example.com/attacked.git', CLUSTER_NAMESPACE);
  const objects = bootstrapped(lounge);
  await makeAll(cluster, objects);
  const write = async ({ as, verb, object }: Write) => {
    const [user, ...groups] = identityOf(as, lounge);
    const identity = [`--as=${user}`, ...groups.map((group) => `--as-group=${group}`)];
    try {
      const { kind, metadata } = object;
      const target = ['-n', metadata.namespace ?? lounge.namespace, 'patch', kind, metadata.name, '--type=merge'];
      const call = verb === 'patch' ? [...target, '-p', JSON.stringify(object)] : [verb, '-f', '-'];
      await cluster.kubectl([...call, '--dry-run=server', ...identity], object);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  // An API server learns of a policy some moments after it was made.
  const probe = structuredClone(lounge.rendered('service.yaml')) as Manifest;
  Object.assign(probe.metadata, { name: 'probe', annotations: { 'helm.sh/hook': 'pre-install' } });
  const end = Date.now() + 20_000;
  while ((await write({ as: 'argocd', verb: 'create', object: probe })) === '') {
    if (Date.now() > end) throw new Error('the policies do not become effective');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { lounge, write, close: async () => await removeAll(cluster, objects) };
}
