import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';

/** Argo CD of a rig reads its known hosts from a file, which elsewhere the kubelet keeps equal to the ConfigMap: so it is while `act` runs. */
export async function withKnownHosts<T>(cluster: ClusterUnderTest, act: () => Promise<T>): Promise<T> {
  const { processes } = cluster;
  if (processes === undefined) return await act();
  const mount = async () => {
    const read = ['get', 'configmap', '-n', 'argocd', 'argocd-ssh-known-hosts-cm', '-o', 'json', '--ignore-not-found'];
    const { data = {} } = JSON.parse((await cluster.kubectl(read)) || '{}') as { data?: Record<string, string> };
    await writeFile(join(processes, '..', 'argocd', 'ssh', 'ssh_known_hosts'), data['ssh_known_hosts'] ?? '');
  };
  const mirror = setInterval(() => void mount().catch(() => undefined), 500);
  return await act().finally(() => clearInterval(mirror));
}
