import { createKubernetesCluster } from '../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { detectBuilders } from '../../src/drivers/images/docker/detect-builders.ts';
import { exec } from '../../src/platform/exec.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { ClusterUnderTest } from '../../test/cluster/harness/cluster-under-test.ts';
import { baseOn } from '../../test/fidelity/base-on.ts';
import { openClusterLounge } from '../../test/fidelity/open-cluster-lounge.ts';
import { pushBaseImage } from '../../test/fidelity/push-base-image.ts';
import type { BenchOptions, BenchRow } from '../bench-row.ts';
import { benchFailures } from './failures.ts';
import { benchRelease } from './release.ts';
import { benchRevision } from './revision.ts';
import { logInDocker, type Hand } from './side-by-side.ts';
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
  const builder = hasDocker ? 'docker' : 'embedded';
  const dockerConfig = await logInDocker(world.folder, registry);
  const hand: Hand = {
    lounge,
    cluster: createKubernetesCluster({ engine: 'cluster', kubeconfig: cluster.kubeconfig, clock: systemClock }),
    image: `${registry.url}/ai-lounge/hello`,
    dockerConfig,
    kubeconfig: cluster.kubeconfig,
    builder,
    missing: hasDocker ? ((await hasArgocd()) ? undefined : 'argocd') : 'docker',
    environment: { LOUNGE_BUILDER: builder, DOCKER_CONFIG: dockerConfig, DOCKER_BUILDKIT: '0' },
  };
  await world.done(['new', 'hello', '--template', 'go']);
  await baseOn(world, await pushBaseImage(registry));
  await section('release', async () => await benchRelease(hand, options));
  await section('revision', async () => await benchRevision(hand, options));
  await section('failures', async () => await benchFailures(hand));
  await section('watching', async () => await benchWatching(cluster, options));
}

async function hasArgocd(): Promise<boolean> {
  return (await exec('argocd', ['version', '--client'], { cwd: process.cwd() })).exitCode === 0;
}
