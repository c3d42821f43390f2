import type { ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { JourneyWorld } from '../journey-world.ts';

export interface ClusterWorldOptions {
  readonly namespace: string;
  readonly registry: { readonly url: string; readonly user: string; readonly password: string };
  readonly repository: string;
  /** Further values of `.env`. */
  readonly values: Readonly<Record<string, string>>;
  /** Settings of the clone: how a person's own git logs in. */
  readonly git: Readonly<Record<string, string>>;
}

/** A lounge whose one environment is on a cluster, pushed, with `.env` filled in; not bootstrapped yet. */
export async function makeClusterWorld(cluster: ClusterUnderTest, options: ClusterWorldOptions): Promise<JourneyWorld> {
  const world = await JourneyWorld.make({ lounge: false });
  const context = (await cluster.kubectl(['config', 'current-context'])).trim();
  const { registry, repository, namespace } = options;
  const where = ['--context', context, '--kubeconfig', cluster.kubeconfig, '--namespace', namespace];
  await world.done([
    'init',
    '.',
    ...where,
    '--registry',
    registry.url,
    '--repository',
    repository,
    '--domain',
    'b.test',
  ]);
  await writeValues(world, {
    REGISTRY_USER: registry.user,
    REGISTRY_PASSWORD: registry.password,
    ...options.values,
  });
  for (const [name, value] of Object.entries(options.git)) await world.git(['config', name, value]);
  await world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
  return world;
}

/** Sets values of `.env`. */
export async function writeValues(world: JourneyWorld, values: Readonly<Record<string, string>>): Promise<void> {
  const lines = (await world.read('.env')).split('\n');
  const kept = lines.filter((line) => line !== '' && !Object.keys(values).some((name) => line.startsWith(`${name}=`)));
  await world.write(
    '.env',
    `${[...kept, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join('\n')}\n`,
  );
}
