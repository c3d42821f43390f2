import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PromoteOutput } from '../../src/operations/promote/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { clusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { baseOn } from './base-on.ts';
import { NAMESPACE, type FidelityLounge } from './fidelity-lounge.ts';
import { openClusterLounge } from './open-cluster-lounge.ts';
import { pushBaseImage } from './push-base-image.ts';

const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: a promotion on a real cluster: ${cluster}`);
const PROMOTE = ['promote', 'hello', '--from', 'staging', '--to', 'production', '--json'];

describe.skipIf(typeof cluster === 'string')('a promotion on a real cluster', () => {
  let lounge: FidelityLounge;

  beforeAll(async () => {
    if (typeof cluster === 'string') return;
    lounge = await openClusterLounge(cluster, ['--environment', 'staging', '--environment', 'production']);
  });
  afterAll(async () => {
    await lounge?.kubectl(['delete', 'namespace', `${NAMESPACE}-production`, '--ignore-not-found', '--wait=false']);
    await lounge?.[Symbol.asyncDispose]();
  });

  it('moves what passed in one namespace to another: the very digest runs in both', async () => {
    const { world, registry, kubectl } = lounge;
    await world.done(['new', 'hello', '--template', 'go']);
    await baseOn(world, await pushBaseImage(registry));
    expect((await world.lounge(PROMOTE)).error().code).toBe('PROMOTE_NOT_PROVEN');
    const shipped = (await world.done(['ship', 'hello', '--environment', 'staging', '--json'])).json(ShipOutput);
    const { release } = (await world.done(PROMOTE)).json(PromoteOutput);
    expect(release).toMatchObject({ verdict: { verdict: 'PASS' }, digest: shipped.release?.digest });
    for (const namespace of [NAMESPACE, `${NAMESPACE}-production`]) {
      const running = await kubectl(['get', 'pods', '-n', namespace, '-l', 'app=hello', '-o', 'jsonpath={..imageID}']);
      expect(running).toContain(shipped.release?.digest ?? 'no digest');
    }
    expect((await world.lounge(PROMOTE)).error().code).toBe('PROMOTE_ALREADY');
  });
});
