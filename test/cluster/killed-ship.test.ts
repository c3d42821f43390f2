import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseStep } from '../../src/domain/release.ts';
import { resumeOperation } from '../../src/operations/resume/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { baseOn } from '../fidelity/base-on.ts';
import { NAMESPACE, type FidelityLounge } from '../fidelity/fidelity-lounge.ts';
import { openClusterLounge } from '../fidelity/open-cluster-lounge.ts';
import { pushBaseImage } from '../fidelity/push-base-image.ts';
import { clusterUnderTest } from './harness/cluster-under-test.ts';

const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: a killed ship on a real cluster: ${cluster}`);

describe.skipIf(typeof cluster === 'string')('a ship to a real cluster that is killed', () => {
  let lounge: FidelityLounge;
  let version = 0;
  // The namespace of a suite before may still be going.
  const namespaceIsGone = async () => {
    if (typeof cluster !== 'string')
      await cluster.kubectl(['wait', '--for=delete', `namespace/${NAMESPACE}`, '--timeout=55s']);
  };
  beforeAll(async () => {
    if (typeof cluster === 'string') return;
    await namespaceIsGone();
    lounge = await openClusterLounge(cluster);
    await lounge.world.done(['new', 'hello', '--template', 'go']);
    await baseOn(lounge.world, await pushBaseImage(lounge.registry));
    expect(await ship()).toBe('PASS');
  });
  afterAll(async () => {
    await lounge?.[Symbol.asyncDispose]();
    await namespaceIsGone();
  });

  const ship = async () =>
    (await lounge.world.done(['ship', 'hello', '--json'])).json(ShipOutput).release?.verdict?.verdict;
  const resume = async () =>
    (await lounge.world.done(['resume', '--json'])).json(resumeOperation.output).resumed[0]?.release?.verdict?.verdict;

  const rows: readonly [ReleaseStep, number, () => Promise<string | undefined>][] = [
    ['publish', 150, resume],
    ['sync', 400, ship],
    ['verify', 3000, resume],
  ];
  it.each(rows)('%s, %i ms after it began: it goes on, and is released once', async (step, delay, goOn) => {
    const { world } = lounge;
    const [trailers, releases] = [await world.releaseTrailers(), await world.releases('hello')];
    version += 1;
    await world.commit({ 'apps/hello/round.txt': `round ${version}\n` });
    const killed = world.start(['ship', 'hello']);
    await killed.line(`· ${step}`);
    await sleep(delay);
    killed.killGroup('SIGKILL');
    expect((await killed.result).exitCode).toBe(137);
    expect(await goOn()).toBe('PASS');
    expect(await world.releaseTrailers()).toHaveLength(trailers.length + 1);
    expect(await world.releases('hello')).toHaveLength(releases.length + 1);
    const image = await lounge.kubectl([
      '-n',
      NAMESPACE,
      'get',
      'deployment',
      'hello',
      '-o',
      'jsonpath={.spec.template.spec.containers[0].image}',
    ]);
    expect(image).toContain((await world.releases('hello'))[0]?.tag);
  });
});
