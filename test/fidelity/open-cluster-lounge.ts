import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { startHttpGit, type HttpGit } from '../cluster-path/start-http-git.ts';
import { startRegistry, type TestRegistry } from '../cluster-path/start-registry.ts';
import { JourneyWorld } from '../journey-world.ts';
import { INIT, NAMESPACE, POLICY, type FidelityLounge } from './fidelity-lounge.ts';

/** A lounge on a real cluster: Debian's registry with a login, git over HTTP with a token, `lounge bootstrap`. `more`: further flags of init. */
export async function openClusterLounge(
  cluster: ClusterUnderTest,
  more: readonly string[] = [],
): Promise<FidelityLounge> {
  await using made = new AsyncDisposableStack();
  const registry = made.use(await startRegistry());
  const git = made.use(await startHttpGit());
  const world = made.use(await JourneyWorld.make({ lounge: false }));
  const context = (await cluster.kubectl(['config', 'current-context'])).trim();
  const where = ['--context', context, '--kubeconfig', cluster.kubeconfig];
  await world.done([...INIT, ...where, '--registry', registry.url, '--repository', git.url, ...more]);
  await logIn(world, registry, git);
  await world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
  await world.setPolicy(POLICY);
  made.defer(async () => await forget(world, cluster));
  await world.done(['bootstrap']);
  const all = made.move();
  return {
    world,
    registry,
    kubectl: async (args) => await cluster.kubectl(args),
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

async function logIn(world: JourneyWorld, registry: TestRegistry, git: HttpGit): Promise<void> {
  const values = {
    REGISTRY_USER: registry.user,
    REGISTRY_PASSWORD: registry.password,
    GIT_USER: git.user,
    GIT_TOKEN: git.token,
  };
  const known = (await world.read('.env').catch(() => '')).split('\n');
  const kept = known.filter((line) => !Object.keys(values).some((name) => line.startsWith(`${name}=`)));
  const set = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  await world.write('.env', `${[...kept.filter((line) => line !== ''), ...set].join('\n')}\n`);
  const credentials = join(world.folder, 'git-credentials');
  const { host } = new URL(git.url);
  await appendFile(credentials, `http://${git.user}:${git.token}@${host}\n`, { mode: 0o600 });
  await world.git(['config', 'credential.helper', `store --file ${credentials}`]);
}

/** Leaves the cluster as it was, also when the lounge is in no state to do so itself. */
async function forget(world: JourneyWorld, cluster: ClusterUnderTest): Promise<void> {
  await world.lounge(['bootstrap', '--remove', '--with-services']);
  await cluster.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait=false']);
}
