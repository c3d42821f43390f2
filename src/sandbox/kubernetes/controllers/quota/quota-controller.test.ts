import { expect, it } from 'vitest';
import type { ReplicaSet } from '../replica-set/replica-set.ts';
import { deployment, NAMESPACE } from '../testing/manifests.ts';
import { cluster } from '../testing/start-for-test.ts';

const quota = (pods: string) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few', namespace: NAMESPACE },
  spec: { hard: { pods, 'count/deployments.apps': '1' } },
});

it('a Deployment that a quota holds back says so, and goes on when the quota lets it', async () => {
  const { apply, change, read, said, store, time } = await cluster();
  apply(quota('2'));
  apply(deployment({ replicas: 3 }));
  time.advance(5000);
  expect(read('ResourceQuota', 'few').status).toEqual({
    hard: { pods: '2', 'count/deployments.apps': '1' },
    used: { pods: '2', 'count/deployments.apps': '1' },
  });
  const refused = 'exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2';
  const [set] = store.list('ReplicaSet') as ReplicaSet[];
  expect(read('Deployment', 'web').status).toMatchObject({
    replicas: 2,
    unavailableReplicas: 1,
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: expect.stringMatching(new RegExp(`^pods "web-.*" is forbidden: ${refused}$`)),
      }),
    ]),
  });
  expect(said(set?.metadata.name ?? '').find((line) => line.startsWith('FailedCreate'))).toContain(refused);
  change('ResourceQuota', 'few', { hard: { pods: '5' } });
  time.advance(2000);
  expect(store.list('Pod')).toHaveLength(3);
  expect(JSON.stringify(read('Deployment', 'web').status)).not.toContain('ReplicaFailure');
  expect(read('ResourceQuota', 'few').status).toMatchObject({ used: { pods: '3' } });
});
