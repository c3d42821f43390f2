import { describe, expect, it } from 'vitest';
import { cluster } from '../testing/start-for-test.ts';
import { deployment, NAMESPACE } from '../testing/manifests.ts';
import type { KubernetesObject } from '../../store/object-store.ts';

const kinds = ['Deployment', 'ReplicaSet', 'Pod'] as const;

describe('deleting a Deployment', () => {
  it.each([
    { propagation: 'Background', begun: [0, 0, 1], ended: [0, 0, 0] },
    { propagation: 'Foreground', begun: [1, 1, 1], ended: [0, 0, 0] },
    { propagation: 'Orphan', begun: [0, 1, 1], ended: [0, 1, 1] },
  ] as const)('$propagation', async ({ propagation, begun, ended }) => {
    const { apply, store, time } = await cluster({ stopAfter: 2000 });
    apply(deployment());
    time.advance(3000);
    store.remove('Deployment', NAMESPACE, 'web', { propagation });
    time.advance(1000);
    const count = (): number[] => kinds.map((kind) => store.list(kind).length);
    expect(count()).toEqual(begun);
    time.advance(10_000);
    expect(count()).toEqual(ended);
  });

  it('an orphaned ReplicaSet is taken by the next Deployment that matches it', async () => {
    const { apply, store, time } = await cluster();
    apply(deployment());
    time.advance(3000);
    const [pod] = store.list('Pod');
    store.remove('Deployment', NAMESPACE, 'web', { propagation: 'Orphan' });
    time.advance(1000);
    const next = apply(deployment());
    time.advance(3000);
    expect(store.list('ReplicaSet').map(({ metadata }) => metadata.ownerReferences?.[0]?.uid)).toEqual([
      next.metadata.uid,
    ]);
    expect(store.list('Pod').map(({ metadata }) => metadata.uid)).toEqual([pod?.metadata.uid]);
  });
});

describe('an object with owners', () => {
  const configMap = (name: string, owners: KubernetesObject[] = []): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: NAMESPACE,
      ownerReferences: owners.map(({ apiVersion, kind, metadata: { name: owner, uid = '' } }) => ({
        apiVersion,
        kind,
        name: owner,
        uid,
      })),
    },
  });

  it('stays while one of them is left, and forgets the other', async () => {
    const { store, time } = await cluster();
    const owners = [store.create(configMap('first')), store.create(configMap('second'))];
    store.create(configMap('dependent', owners));
    store.remove('ConfigMap', NAMESPACE, 'first');
    time.settle();
    expect(store.get('ConfigMap', NAMESPACE, 'dependent')?.metadata.ownerReferences).toHaveLength(1);
    store.remove('ConfigMap', NAMESPACE, 'second');
    time.settle();
    expect(store.get('ConfigMap', NAMESPACE, 'dependent')).toBeUndefined();
  });

  it('goes at once when its owner is a namesake with another uid', async () => {
    const { store, time } = await cluster();
    const owner = store.create(configMap('owner'));
    store.create(configMap('dependent', [{ ...owner, metadata: { ...owner.metadata, uid: 'another' } }]));
    time.settle();
    expect(store.get('ConfigMap', NAMESPACE, 'dependent')).toBeUndefined();
    expect(store.get('ConfigMap', NAMESPACE, 'owner')).toBeDefined();
  });
});
