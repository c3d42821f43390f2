import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { createOciRegistry } from '../../src/drivers/registry/oci/create-oci-registry.ts';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { makeClusterWorld } from '../cluster-path/cluster-world.ts';
import { startHttpGit, type HttpGit } from '../cluster-path/start-http-git.ts';
import { waitUntil } from '../cluster-path/wait-until.ts';
import type { JourneyWorld } from '../journey-world.ts';
import { clusterUnderTest, type ClusterUnderTest } from './harness/cluster-under-test.ts';
import { writeEmptyImage } from './harness/empty-image.ts';
import { twoFacedRegistry, type TwoFacedRegistry } from './harness/two-faced-registry.ts';

/** `lounge doctor --probe`: whether the nodes pull what was released, told by a pod that is gone afterwards. */
const NAMESPACE = 'lt-probe';
const found = await clusterUnderTest();
// The registry of this test is on loopback: the nodes must be processes of this machine.
const reason = typeof found === 'string' ? found : found.processes === undefined ? 'the nodes are elsewhere' : '';
if (reason !== '') console.warn(`SKIPPED, a probe on a real cluster: ${reason}`);

describe.skipIf(reason !== '')('doctor --probe on a real cluster', () => {
  const cluster = found as ClusterUnderTest;
  let registry: TwoFacedRegistry;
  let git: HttpGit;
  let world: JourneyWorld;
  let minute = 1530;

  beforeAll(async () => {
    git = await startHttpGit();
    const { user, token } = git;
    const login = { GIT_USER: user, GIT_TOKEN: token };
    registry = await twoFacedRegistry();
    world = await makeClusterWorld(cluster, {
      namespace: NAMESPACE,
      registry: { url: registry.url, user: 'anybody', password: 'nothing-of-value' },
      repository: git.url,
      values: login,
      git: { 'credential.helper': `!f() { echo username=${user}; echo password=${token}; }; f` },
    });
    await world.done(['new', 'hello', '--template', 'node']);
    await cluster.kubectl(['create', 'namespace', NAMESPACE]);
  });

  afterAll(async () => {
    await cluster.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait=false']);
    await world?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
    await git?.[Symbol.asyncDispose]();
  });

  /** A new image for these architectures is what the overlay pins. */
  async function release(...architectures: string[]): Promise<void> {
    const layout = await mkdtemp(join(world.folder, 'image-'));
    const tag = `v20260102${minute++}`;
    await writeEmptyImage(layout, architectures);
    await createOciRegistry({ url: registry.url, clock: systemClock }).push(layout, 'ai-lounge/hello', tag);
    await world.done(['bump', 'hello', tag]);
    await world.git(['commit', '--quiet', '--all', '-m', 'feat: another image']);
  }

  async function probe() {
    const result = await world.lounge(['doctor', '--probe', '--json']);
    return result.json(doctorOperation.output).findings.filter(({ name }) => name === 'probe');
  }

  const pods = async () => await cluster.kubectl(['get', 'pods', '-n', NAMESPACE, '-o', 'name']);

  it.each([
    ['the nodes’ architecture', ['amd64']],
    ['many architectures, theirs among them', ['arm64', 'amd64']],
  ])('an image for %s is pulled', async (_, architectures) => {
    registry.nodes = 'served';
    await release(...architectures);
    expect(await probe()).toMatchObject([{ state: 'ok', detail: expect.stringContaining('linux/amd64') }]);
    expect(await pods()).toBe('');
  });

  it.each([
    ['another architecture', ['arm64'], /linux\/arm64; the nodes are linux\/amd64/],
    ['other architectures', ['arm64', 's390x'], /linux\/arm64, linux\/s390x; the nodes are linux\/amd64/],
  ])('an image for %s is told before a pod is made', async (_, architectures, detail) => {
    await release(...architectures);
    const [finding] = await probe();
    expect(finding).toMatchObject({ state: 'error', fix: expect.stringContaining('--platform linux/amd64') });
    expect(finding?.detail).toMatch(/^PROBE_PLATFORM: /);
    expect(finding?.detail).toMatch(detail);
    expect(await pods()).toBe('');
  });

  it('a registry that this machine reaches and the nodes do not', async () => {
    await release('amd64');
    registry.nodes = 'cut off';
    const [finding] = await probe();
    expect(finding).toMatchObject({ state: 'error', fix: expect.stringContaining('the nodes reach') });
    expect(finding?.detail).toMatch(/^PROBE_PULL: Node \S+ cannot pull .*hello.*EOF/);
    expect(await pods()).toBe('');
  });

  /** A probe whose pod waits for its image. */
  async function startProbe() {
    await release('amd64');
    registry.nodes = 'kept waiting';
    const running = world.start(['doctor', '--probe']);
    await waitUntil('the pod of the probe', async () => (await pods()).includes('lounge-probe'));
    return running;
  }

  it('interrupted, it takes its pod along', async () => {
    const running = await startProbe();
    running.kill('SIGINT');
    expect((await running.result).exitCode).toBe(130);
    expect(await pods()).toBe('');
  });

  it('killed, its pod ends by itself, and the next probe takes it away', async () => {
    const running = await startProbe();
    running.kill('SIGKILL');
    await running.result;
    const spec = await cluster.kubectl(['get', 'pod', '-n', NAMESPACE, 'lounge-probe', '-o', 'json']);
    expect(JSON.parse(spec)).toMatchObject({ spec: { activeDeadlineSeconds: 60, restartPolicy: 'Never' } });
    registry.nodes = 'served';
    await release('amd64');
    expect(await probe()).toMatchObject([{ state: 'ok' }]);
    expect(await pods()).toBe('');
  });

  // It takes its minute: `--all` alone.
  it.each(process.env['LOUNGE_CLUSTER_ALL'] === '1' ? ['a pull without an end'] : [])(
    '%s is told after a minute',
    async () => {
      await release('amd64');
      registry.nodes = 'kept waiting';
      const [finding] = await probe();
      expect(finding).toMatchObject({ state: 'error', fix: expect.stringContaining('kubectl describe pod') });
      expect(finding?.detail).toMatch(/^PROBE_UNFINISHED: .*lt-probe.* 60 s/);
      expect(await pods()).toBe('');
    },
  );

  it('a namespace without room says so at once', async () => {
    await release('amd64');
    await cluster.kubectl(['create', 'quota', 'none', '-n', NAMESPACE, '--hard=pods=0']);
    const [finding] = await probe();
    expect(finding).toMatchObject({ state: 'error' });
    expect(finding?.detail).toContain('quota');
    expect(await pods()).toBe('');
  });
});
