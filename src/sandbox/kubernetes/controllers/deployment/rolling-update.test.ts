import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, isReady, type Pod } from '../objects/pod.ts';
import { startCluster } from '../testing/cluster.ts';
import { deployment, NAMESPACE, podTemplate } from '../testing/manifests.ts';
import { maxSurge, maxUnavailable } from './bounds.ts';
import type { Deployment } from './deployment.ts';

const amount = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);

describe('bounds', () => {
  it.each([
    [10, '25%', '25%', 3, 2],
    [1, '25%', '25%', 1, 0],
    [1, 0, '25%', 0, 1],
    [3, 0, 0, 0, 1],
    [0, '25%', '25%', 0, 0],
    [2, 1, 5, 1, 2],
    [4, '50%', 0, 2, 0],
  ])('%i replicas, surge %s, unavailable %s: %i above, %i missing', (replicas, surge, unavailable, above, missing) => {
    const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
    const object = deployment({ replicas, strategy: { type: 'RollingUpdate', rollingUpdate } }) as Deployment;
    expect([maxSurge(object), maxUnavailable(object)]).toEqual([above, missing]);
  });
});

describe('a rolling update', () => {
  it('never has fewer available pods than allowed, nor more pods', async () => {
    const shape = fc.record({
      replicas: fc.integer({ min: 1, max: 7 }),
      surge: amount,
      unavailable: amount,
      delays: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 }),
      bumps: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ replicas, surge, unavailable, delays, bumps }) => {
        fc.pre(Number.parseInt(String(surge), 10) > 0 || Number.parseInt(String(unavailable), 10) > 0);
        let started = 0;
        const readyAfter = (): number => delays[(started += 1) % delays.length] ?? 1;
        const { apply, change, read, store, time, stop } = await startCluster({ readyAfter });
        const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
        const object = deployment({ replicas, strategy: { type: 'RollingUpdate', rollingUpdate } }) as Deployment;
        apply(object);
        time.advance(60_000);
        const seen = { least: replicas, most: replicas };
        store.watch('Pod', () => {
          const pods = (store.list('Pod', { namespace: NAMESPACE }) as Pod[]).filter((pod) => isActive(pod));
          seen.least = Math.min(seen.least, pods.filter(isReady).length);
          seen.most = Math.max(seen.most, pods.length);
        });
        for (const [index, pause] of bumps.entries()) {
          change('Deployment', 'web', { template: podTemplate(`bump-${index}`) });
          time.advance(pause);
        }
        time.advance(120_000);
        expect(seen.least).toBeGreaterThanOrEqual(replicas - maxUnavailable(object));
        expect(seen.most).toBeLessThanOrEqual(replicas + maxSurge(object));
        expect(read('Deployment', 'web').status).toMatchObject({ replicas, updatedReplicas: replicas });
        await stop();
      }),
      { numRuns: 40 },
    );
  });
});
