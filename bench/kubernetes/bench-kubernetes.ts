import { createKubernetesCluster } from '../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { detectBuilders } from '../../src/drivers/images/docker/detect-builders.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { ClusterUnderTest } from '../../test/cluster/harness/cluster-under-test.ts';
import { openClusterLounge } from '../../test/fidelity/open-cluster-lounge.ts';
import type { BenchOptions, BenchRow } from '../bench-row.ts';
import { useBaseImage } from './base-image.ts';
import { benchFailures } from './failures.ts';
import { benchRelease } from './release.ts';
import { benchRevision } from './revision.ts';
import { logInDocker, runDocker, type Hand } from './side-by-side.ts';
import { benchWatching } from './watching.ts';

/** Everything on a real cluster, in one run. */
export async function benchKubernetes(
  cluster: ClusterUnderTest,
  options: BenchOptions,
  section: (name: string, run: () => Promise<readonly BenchRow[]>) => Promise<void>,
): Promise<void> {
  await using lounge = await openClusterLounge(cluster);
  const { world, registry } = lounge;
  await world.setPolicy({ soakSeconds: 0 });
  const hasDocker = (await detectBuilders()).some(({ name }) => name === 'docker');
  const hand: Hand = {
    lounge,
    cluster: createKubernetesCluster({ engine: 'cluster', kubeconfig: cluster.kubeconfig, clock: systemClock }),
    image: `${registry.url}/ai-lounge/hello`,
    dockerConfig: await logInDocker(world.folder, registry),
    kubeconfig: cluster.kubeconfig,
    builder: hasDocker ? 'docker' : 'embedded',
  };
  await world.done(['new', 'hello', '--template', 'go']);
  if (hasDocker) {
    const docker = async (args: readonly string[]) => await runDocker(hand, args);
    const image = `${registry.url}/ai-lounge/runtime:v199901010000`;
    await useBaseImage({ root: world.root, folder: world.folder, image, docker });
    await world.git(['add', 'apps']);
    await world.commit({ 'apps/hello/round.txt': 'first\n' }, 'feat: on a base image');
  }
  await section('release', async () => await benchRelease(hand, options));
  await section('revision', async () => await benchRevision(hand, options));
  await section('failures', async () => await benchFailures(hand));
  await section('watching', async () => await benchWatching(cluster, options));
}
