import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { differences, outlived, unexplained } from './compare.ts';
import { journey } from './journey.ts';
import { openClusterLounge } from './open-cluster-lounge.ts';
import { openSandboxLounge } from './open-sandbox-lounge.ts';
import { walk, type Walked } from './walk.ts';

const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: the journey on a real cluster: ${cluster}`);
const MINUTES = 60_000;

describe.skipIf(typeof cluster === 'string')('the same commands on the sandbox and on a real cluster', () => {
  let sandbox: Walked = {};
  let kubernetes: Walked = {};

  beforeAll(async () => {
    if (typeof cluster === 'string') return;
    const walks = [openSandboxLounge, async () => await openClusterLounge(cluster)].map(async (open) => {
      await using lounge = await open();
      return await walk(lounge);
    });
    [sandbox = {}, kubernetes = {}] = await Promise.all(walks);
  }, 15 * MINUTES);

  afterAll(() => {
    for (const { aspect, ...lines } of differences(sandbox, kubernetes)) console.info(aspect, lines);
  });

  it.each(journey)('$name: $says', ({ name, says }) => {
    expect(kubernetes[`${name}: verdict`], 'on the cluster').toEqual([says]);
    expect(sandbox[`${name}: verdict`], 'on the sandbox').toEqual([says]);
  });

  it('nothing differs that is not known', () => {
    expect(unexplained(differences(sandbox, kubernetes))).toEqual([]);
  });

  it('what is known to differ still does', () => {
    expect(outlived(differences(sandbox, kubernetes)).map(({ what }) => what)).toEqual([]);
  });
});
