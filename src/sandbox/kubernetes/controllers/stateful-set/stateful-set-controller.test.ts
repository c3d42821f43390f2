import { describe, expect, it } from 'vitest';
import type { Cluster } from '../testing/cluster.ts';
import { NAMESPACE, podTemplate, statefulSet } from '../testing/manifests.ts';
import { cluster } from '../testing/start-for-test.ts';

/** `db-0:v1` … of the pods there are. */
function pods({ store }: Cluster): string[] {
  return store.list('Pod').map(({ metadata, spec }) => {
    const { containers } = spec as { containers: { image: string }[] };
    return `${metadata.name}:${containers[0]?.image.split(':').at(-1)}`;
  });
}

describe('a StatefulSet', () => {
  it('starts its pods one after the other, each ready before the next', async () => {
    const started = await cluster();
    const { apply, read, said, time } = started;
    apply(statefulSet());
    time.advance(900);
    expect(pods(started)).toEqual(['db-0:v1']);
    time.advance(1000);
    expect(pods(started)).toEqual(['db-0:v1', 'db-1:v1']);
    time.advance(5000);
    expect(pods(started)).toEqual(['db-0:v1', 'db-1:v1', 'db-2:v1']);
    expect(read('StatefulSet', 'db').status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      collisionCount: 0,
    });
    expect(read('Pod', 'db-1')).toMatchObject({
      metadata: {
        labels: { 'statefulset.kubernetes.io/pod-name': 'db-1', 'apps.kubernetes.io/pod-index': '1' },
      },
      spec: { hostname: 'db-1', subdomain: 'db' },
    });
    expect(said('db')[0]).toBe('SuccessfulCreate: create Pod db-0 in StatefulSet db successful');
  });

  it('starts all at once when parallel, and goes down from the top', async () => {
    const started = await cluster();
    started.apply(statefulSet({ podManagementPolicy: 'Parallel' }));
    started.time.advance(100);
    expect(pods(started)).toHaveLength(3);
    started.change('StatefulSet', 'db', { replicas: 1 });
    started.time.advance(5000);
    expect(pods(started)).toEqual(['db-0:v1']);
  });

  it.each([
    {
      what: 'a rolling update',
      updateStrategy: { type: 'RollingUpdate' },
      after: ['db-0:v2', 'db-1:v2', 'db-2:v2'],
      done: true,
    },
    {
      what: 'a partition',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
      after: ['db-0:v1', 'db-1:v1', 'db-2:v2'],
      done: false,
    },
    { what: 'OnDelete', updateStrategy: { type: 'OnDelete' }, after: ['db-0:v1', 'db-1:v1', 'db-2:v1'], done: false },
  ])('with $what', async ({ updateStrategy, after, done }) => {
    const started = await cluster();
    const { apply, change, read, time } = started;
    apply(statefulSet({ updateStrategy }));
    time.advance(10_000);
    change('StatefulSet', 'db', { template: podTemplate('v2') });
    time.advance(20_000);
    expect(pods(started)).toEqual(after);
    const status = read('StatefulSet', 'db').status as Record<string, unknown>;
    expect(status.currentRevision === status.updateRevision).toBe(done);
    expect(status.updatedReplicas ?? 0).toBe(after.filter((pod) => pod.endsWith('v2')).length);
  });

  it('takes the new template for a pod deleted by hand with OnDelete, the old one below a partition', async () => {
    for (const [updateStrategy, tag] of [
      [{ type: 'OnDelete' }, 'v2'],
      [{ type: 'RollingUpdate', rollingUpdate: { partition: 3 } }, 'v1'],
    ] as const) {
      const started = await cluster();
      started.apply(statefulSet({ updateStrategy }));
      started.time.advance(10_000);
      started.change('StatefulSet', 'db', { template: podTemplate('v2') });
      started.time.advance(1000);
      started.store.remove('Pod', NAMESPACE, 'db-1');
      started.time.advance(5000);
      expect(pods(started)).toEqual(['db-0:v1', `db-1:${tag}`, 'db-2:v1']);
    }
  });

  it('replaces from the top, one at a time, and stops at a pod that does not get ready', async () => {
    const started = await cluster({
      readyAfter: (pod) => (JSON.stringify(pod.spec).includes('web:v2') ? undefined : 1000),
    });
    started.apply(statefulSet());
    started.time.advance(10_000);
    started.change('StatefulSet', 'db', { template: podTemplate('v2') });
    started.time.advance(30_000);
    expect(pods(started)).toEqual(['db-0:v1', 'db-1:v1', 'db-2:v2']);
  });

  it('goes back to a former revision and keeps the history short', async () => {
    const started = await cluster();
    const { apply, change, store, time } = started;
    apply(statefulSet({ replicas: 1, revisionHistoryLimit: 1 }));
    for (const tag of ['v2', 'v3', 'v4', 'v3']) {
      time.advance(5000);
      change('StatefulSet', 'db', { template: podTemplate(tag) });
    }
    time.advance(5000);
    expect(pods(started)).toEqual(['db-0:v3']);
    expect(
      store
        .list('ControllerRevision')
        .map(({ revision }) => Number(revision))
        .toSorted((left, right) => left - right),
    ).toEqual([4, 5]);
  });

  it('makes a claim for each pod, which stays', async () => {
    const started = await cluster();
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const volumeClaimTemplates = [
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec },
    ];
    started.apply(statefulSet({ replicas: 1, volumeClaimTemplates }));
    started.time.advance(3000);
    expect(started.read('Pod', 'db-0').spec).toMatchObject({
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
    });
    started.store.remove('StatefulSet', NAMESPACE, 'db', { propagation: 'Background' });
    started.time.advance(3000);
    expect(pods(started)).toEqual([]);
    expect(started.read('PersistentVolumeClaim', 'data-db-0')).toBeDefined();
  });

  it('replaces a pod that failed', async () => {
    let first = true;
    const started = await cluster({
      endsAfter: () => (first ? ((first = false), { ms: 2000, exitCode: 1 }) : undefined),
    });
    started.apply(statefulSet({ replicas: 1 }));
    started.time.advance(10_000);
    expect(pods(started)).toEqual(['db-0:v1']);
    expect(started.said('db')).toContain('RecreatingFailedPod: StatefulSet default/db is recreating failed Pod db-0');
  });
});
