import type { ClusterUnderTest } from '../../cluster/harness/cluster-under-test.ts';
import type { Write } from '../attack.ts';
import { attackedLounge } from '../attacked-lounge.ts';
import { bootstrapped, identityOf, type AdmissionGate } from './admission-gate.ts';

const NAMESPACE = 'lounge-containment';

/** The API server of a real cluster, by kubectl. What is made for it is taken away again. */
export async function openClusterAdmission(cluster: ClusterUnderTest): Promise<AdmissionGate> {
  const lounge = attackedLounge('https://git.example.com/attacked.git', NAMESPACE);
  const objects = bootstrapped(lounge);
  const close = async () => {
    for (const object of objects.toReversed()) {
      // Policies go first, so that they do not keep what they guard.
      const finalizers = ['patch', '-f', '-', '--type=merge', '-p', '{"metadata":{"finalizers":null}}'];
      if (object.kind === 'Application') await cluster.kubectl(finalizers, object).catch(() => '');
      await cluster.kubectl(['delete', '-f', '-', '--ignore-not-found', '--wait=false'], object);
    }
  };
  await close();
  for (const object of objects) await cluster.kubectl(['create', '-f', '-'], object);
  return {
    lounge,
    write: async ({ as, verb, object }: Write) => {
      const [user, ...groups] = identityOf(as, lounge);
      const identity = [`--as=${user}`, ...groups.map((group) => `--as-group=${group}`)];
      try {
        await cluster.kubectl([verb, '-f', '-', '--dry-run=server', ...identity], object);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    close,
  };
}
