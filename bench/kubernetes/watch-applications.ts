/** `node bench/kubernetes/watch-applications.ts KUBECONFIG SECONDS`: watches every Application by our driver and tells, as JSON, what it costs. */
import { subscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKubernetesCluster } from '../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { systemClock } from '../../src/platform/clock.ts';

const [kubeconfig = '', seconds = '60'] = process.argv.slice(2);
let requests = 0;
for (const channel of ['http.client.request.start', 'undici:request:create']) subscribe(channel, () => (requests += 1));

const cluster = createKubernetesCluster({ engine: 'cluster', kubeconfig, clock: systemClock });
const end = new AbortController();
const seen = new Set<string>();
const watching = cluster.watch('Application', 'argocd', { signal: end.signal }, (event) => {
  if (event.type === 'watch') seen.add(event.object.metadata.name);
});
await sleep(3000);
const before = { cpu: process.cpuUsage(), at: performance.now(), requests };
await sleep(Number(seconds) * 1000);
const { user, system } = process.cpuUsage(before.cpu);
const elapsed = performance.now() - before.at;
process.stdout.write(
  JSON.stringify({
    applications: seen.size,
    residentMiB: process.memoryUsage().rss / 2 ** 20,
    cpuPercent: (100 * (user + system)) / 1000 / elapsed,
    requestsPerMinute: ((requests - before.requests) * 60_000) / elapsed,
    requestsToStart: before.requests,
  }),
);
end.abort();
await watching;
