import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { LoungeConfig } from '../../src/domain/lounge-config.ts';
import { PromoteOutput } from '../../src/operations/promote/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { statusOperation } from '../../src/operations/status/operation.ts';
import { clusterUnderTest, type ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { baseOn } from '../fidelity/base-on.ts';
import { pushBaseImage } from '../fidelity/push-base-image.ts';
import { JourneyWorld } from '../journey-world.ts';
import { writeValues } from './cluster-world.ts';
import { startRegistry, type TestRegistry } from './start-registry.ts';

const NAMESPACE = 'two-engines';
const PROMOTE = ['--from', 'staging', '--to', 'production', '--json'];
const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: one lounge on two engines: ${cluster}`);

/** A lounge that outgrew its machine: staging stays on the engine of this machine, production is on a cluster, each with its own registry. */
describe.skipIf(typeof cluster === 'string')('staging on the sandbox, production on a cluster', () => {
  const owner = cluster as ClusterUnderTest;
  const made = new AsyncDisposableStack();
  let world: JourneyWorld;
  let registry: TestRegistry;

  beforeAll(async () => {
    if (typeof cluster === 'string') return;
    registry = made.use(await startRegistry());
    world = made.use(
      await JourneyWorld.make({ services: [], environments: ['staging'], policy: { rehearsal: 'off' } }),
    );
    await nameTheCluster();
    const { git } = await world.sandbox();
    const [, user = '', token = ''] = /\/\/([^:]+):([^@]+)@/.exec(await readFile(git.credentialFile, 'utf8')) ?? [];
    await writeValues(world, {
      REGISTRY_USER_CLUSTER: registry.user,
      REGISTRY_PASSWORD_CLUSTER: registry.password,
      GIT_USER: user,
      GIT_TOKEN: token,
    });
    await world.done(['new', '--environment', 'production']);
    await world.git(['push', '--quiet', 'origin', 'main']);
    made.defer(async () => {
      await world.lounge(['bootstrap', '--environment', 'production', '--remove', '--with-services']);
      await owner.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait=false']);
    });
    await world.done(['bootstrap']);
  });
  afterAll(async () => await made.disposeAsync());

  /** As a person edits lounge.yaml. */
  async function nameTheCluster(): Promise<void> {
    const context = (await owner.kubectl(['config', 'current-context'])).trim();
    const config = parse(await world.read('lounge.yaml')) as LoungeConfig;
    config.engines['cluster'] = {
      kind: 'kubernetes',
      context,
      kubeconfig: owner.kubeconfig,
      argocdNamespace: 'argocd',
      registry: registry.url,
    };
    config.environments['production'] = { engine: 'cluster', namespace: NAMESPACE };
    await world.commit({ 'lounge.yaml': stringify(config, { lineWidth: 0 }) }, 'feat: production on a cluster');
    // The gate judges a push by the lounge.yaml of before: what follows from the new one comes after it.
    await world.git(['push', '--quiet', 'origin', 'main']);
  }

  it('promote copies the very digest from the one registry to the other', async () => {
    const { registry: local } = await world.sandbox();
    const login = { url: local.url, user: local.user, password: (await readFile(local.passwordFile, 'utf8')).trim() };
    await world.done(['new', 'hello', '--template', 'go']);
    await baseOn(world, await pushBaseImage(login));
    const shipped = (await world.done(['ship', 'hello', '--json'])).json(ShipOutput);
    expect(shipped).toMatchObject({ image: expect.stringContaining(`${local.url}/`) });
    const promoted = (await world.done(['promote', 'hello', ...PROMOTE])).json(PromoteOutput);
    expect(promoted.release).toMatchObject({ verdict: { verdict: 'PASS' }, digest: shipped.release?.digest });
    const { tag, digest } = promoted.release ?? {};
    expect(promoted.image).toBe(`${registry.url}/ai-lounge/hello:${tag}@${digest}`);
    const running = await owner.kubectl([
      'get',
      'pods',
      '-n',
      NAMESPACE,
      '-l',
      'app=hello',
      '-o',
      'jsonpath={..imageID}',
    ]);
    expect(running).toContain(`${registry.url}/ai-lounge/hello@${digest}`);
    expect((await world.lounge(['promote', 'hello', ...PROMOTE])).error().code).toBe('PROMOTE_ALREADY');
  });

  it('an image on a runtime of this machine stays on this machine', async () => {
    await world.done(['new', 'local', '--template', 'node']);
    await world.done(['ship', 'local', '--json']);
    const head = await world.git(['ls-remote', 'origin', 'refs/heads/main']);
    expect((await world.lounge(['promote', 'local', ...PROMOTE])).error().code).toBe('IMAGE_STAND_IN');
    expect(await world.git(['ls-remote', 'origin', 'refs/heads/main'])).toBe(head);
  });

  it('two processes release to both at once, each on the registry of its engine', async () => {
    await world.done(['new', 'other', '--template', 'go']);
    const base = await pushBaseImage(registry);
    const before = await world.read('apps/hello/Dockerfile');
    await world.commit({
      'apps/other/Dockerfile': before.replace(/^FROM .*/, `FROM ${base}`),
      'apps/other/round.txt': '',
    });
    await world.commit({ 'apps/hello/round.txt': 'second\n' });
    const outputs = await Promise.all([
      world.lounge(['ship', 'hello', '--environment', 'staging', '--json']),
      world.lounge(['ship', 'other', '--environment', 'production', '--json']),
    ]);
    expect(outputs.map((output) => output.json(ShipOutput).release?.verdict?.verdict)).toEqual(['PASS', 'PASS']);
  });

  it('status shows both', async () => {
    const { services } = (await world.done(['status', '--json'])).json(statusOperation.output);
    const rows = services.map(({ service, environment, release }) => [service, environment, release?.verdict?.verdict]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['hello', 'staging', 'PASS'],
        ['hello', 'production', 'PASS'],
        ['other', 'production', 'PASS'],
      ]),
    );
    await world.done(['doctor']);
  });
});
