import { expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { clusterContract, summary, watching } from '../../../ports/contracts/cluster.ts';
import { startTestApi, TOKEN } from '../../../sandbox/kubernetes/api/testing/test-api.ts';
import { createKubernetesCluster } from './create-kubernetes-cluster.ts';

async function open() {
  const api = await startTestApi();
  const cluster = createKubernetesCluster({ engine: 'sandbox', kubeconfig: api.kubeconfig, clock: systemClock });
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } });
  return { api, cluster, namespace: 'web', [Symbol.asyncDispose]: () => api.stop() };
}

clusterContract('kubernetes, against the API of the sandbox', open);

it('notices a revoked token on the sandbox within 5 s', async () => {
  await using fixture = await open();
  const watch = watching(fixture.cluster, 'Pod', 'web');
  await watch.until((events) => events.some((event) => event.type === 'listed'));
  const since = Date.now();
  expect(fixture.api.server.revoke(TOKEN)).toBe(true);
  await watch.until((events) => events.some((event) => event.type === 'gap'));
  expect(Date.now() - since).toBeLessThan(5000);
  await watch.stop();
  expect(watch.events.slice(0, 2).map(summary)).toEqual(['listed Pod 0', 'gap 401']);
  await expect(fixture.cluster.list('Pod', 'web')).rejects.toMatchObject({ code: 'CLUSTER_LOGIN' });
});
