import { describe, expect, it } from 'vitest';
import type { KubernetesObject, ObjectStore } from '../../store/object-store.ts';
import { isTerminating, type Pod } from '../objects/pod.ts';
import { statusFailure } from '../../store/status-failure.ts';
import { NAMESPACE, podTemplate } from '../testing/manifests.ts';
import { cluster } from '../testing/start-for-test.ts';
import { rankForDeletion } from './rank-for-deletion.ts';
import type { ReplicaSet } from './replica-set.ts';

function replicaSet(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: NAMESPACE },
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: podTemplate(), ...spec },
  };
}

/** Refuses pods beyond a number, in the words of the quota admission. */
function limitPods(store: ObjectStore, most: number): { most: number } {
  const limit = { most };
  const create = store.create.bind(store);
  store.create = (object, ...rest) => {
    if (object.kind === 'Pod' && store.list('Pod').length >= limit.most) {
      const message = `pods "web-${store.resourceVersion}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=${limit.most}, limited: pods=${limit.most}`;
      throw statusFailure(403, 'Forbidden', message);
    }
    return create(object, ...rest);
  };
  return limit;
}

describe('a ReplicaSet', () => {
  it('counts available pods only after minReadySeconds', async () => {
    const { apply, read, time } = await cluster();
    apply(replicaSet({ minReadySeconds: 10 }));
    time.advance(5000);
    expect(read('ReplicaSet', 'web').status).toEqual({
      replicas: 2,
      fullyLabeledReplicas: 2,
      readyReplicas: 2,
      terminatingReplicas: 0,
      observedGeneration: 1,
    });
    time.advance(7000);
    expect(read('ReplicaSet', 'web').status).toMatchObject({ availableReplicas: 2 });
  });

  it('replaces a pod that is deleted, and says how many are on their way out', async () => {
    const { apply, read, store, time } = await cluster({ stopAfter: 3000 });
    apply(replicaSet());
    time.advance(3000);
    store.remove('Pod', NAMESPACE, store.list('Pod')[0]?.metadata.name ?? '');
    time.advance(1500);
    expect((store.list('Pod') as Pod[]).filter(isTerminating)).toHaveLength(1);
    expect(read('ReplicaSet', 'web').status).toMatchObject({ replicas: 2, readyReplicas: 2, terminatingReplicas: 1 });
  });

  it('takes pods that match and have no owner, and lets go of one that matches no longer', async () => {
    const { apply, store, time } = await cluster();
    const { metadata, spec } = podTemplate() as { metadata: object; spec: unknown };
    apply({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'alone', namespace: NAMESPACE }, spec });
    apply(replicaSet({ replicas: 1 }));
    time.advance(3000);
    expect(store.list('Pod').map((pod) => pod.metadata.name)).toEqual(['alone']);
    const alone = store.get('Pod', NAMESPACE, 'alone') as Pod;
    store.update({ ...alone, metadata: { ...alone.metadata, labels: { app: 'debug' } } });
    time.advance(3000);
    expect(store.list('Pod')).toHaveLength(2);
    expect(store.get('Pod', NAMESPACE, 'alone')?.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('says why pods are refused, tries again later and later, and recovers', async () => {
    const { apply, change, read, said, store, time } = await cluster();
    const limit = limitPods(store, 1);
    apply(replicaSet({ replicas: 3 }));
    time.advance(2000);
    const { conditions } = read('ReplicaSet', 'web').status as NonNullable<ReplicaSet['status']>;
    expect(conditions).toMatchObject([
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: expect.stringContaining('exceeded quota: few'),
      },
    ]);
    const refusals = said('web').filter((line) => line.startsWith('FailedCreate'));
    expect(refusals[0]).toMatch(/^FailedCreate: Error creating: pods "web-\d+" is forbidden: exceeded quota/);
    expect(refusals.length).toBeLessThanOrEqual(10);
    limit.most = 10;
    time.advance(60_000);
    expect(store.list('Pod')).toHaveLength(3);
    expect(read('ReplicaSet', 'web').status).not.toHaveProperty('conditions');
    change('ReplicaSet', 'web', { replicas: 0 });
    time.advance(3000);
    expect(store.list('Pod')).toEqual([]);
  });
});

describe('which pod is given up first', () => {
  const pod = (
    name: string,
    fields: { nodeName?: string; ready?: string; cost?: string; restarts?: number } = {},
  ): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      creationTimestamp: '2026-11-23T18:00:00Z',
      annotations: fields.cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': fields.cost },
    },
    spec: fields.nodeName === '' ? {} : { nodeName: 'sandbox' },
    status: {
      phase: 'Running',
      conditions:
        fields.ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: fields.ready }],
      containerStatuses: [{ name: 'web', restartCount: fields.restarts ?? 0 }],
    },
  });
  const early = '2026-11-23T18:00:10Z';
  const late = '2026-11-23T18:09:00Z';
  it.each([
    { what: 'one without a node', first: pod('a', { nodeName: '', ready: early }), second: pod('b') },
    { what: 'one that is not ready', first: pod('a'), second: pod('b', { ready: early }) },
    { what: 'the cheaper one', first: pod('a', { ready: early, cost: '-1' }), second: pod('b', { ready: late }) },
    { what: 'the one ready for less long', first: pod('a', { ready: late }), second: pod('b', { ready: early }) },
    { what: 'the one with more restarts', first: pod('a', { restarts: 3 }), second: pod('b', { restarts: 1 }) },
  ])('$what', ({ first, second }) => {
    expect(rankForDeletion([second, first])[0]).toBe(first);
    expect(rankForDeletion([first, second])[0]).toBe(first);
  });
});
