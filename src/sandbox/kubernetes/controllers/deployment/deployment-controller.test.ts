import { describe, expect, it } from 'vitest';
import type { KubernetesObject, WatchEvent } from '../../store/object-store.ts';
import { startCluster, startControllers } from '../testing/cluster.ts';
import { cluster } from '../testing/start-for-test.ts';
import { deployment, podTemplate } from '../testing/manifests.ts';
import recorded from './fixtures/bumped-deployment.json' with { type: 'json' };
import type { Deployment } from './deployment.ts';

const COUNTERS = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'];

/** What a judge reads of one version: as the fixture was distilled from the recording. */
function distil({ type, object }: WatchEvent, old: string | undefined): Record<string, unknown> {
  const status = (object.status ?? {}) as Record<string, unknown>;
  const spec = object.spec as { replicas?: number };
  const conditions = (status.conditions ?? []) as { type: string; status: string; reason: string }[];
  const counters = [...COUNTERS, 'terminatingReplicas'].flatMap((name) =>
    status[name] === undefined ? [] : [[name, status[name]] as const],
  );
  return {
    event: type,
    object: object.kind === 'Deployment' ? 'web' : object.metadata.name === old ? 'old' : 'new',
    generation: object.metadata.generation,
    ...(status.observedGeneration === undefined ? {} : { observedGeneration: status.observedGeneration }),
    spec: spec.replicas,
    revision: object.metadata.annotations?.['deployment.kubernetes.io/revision'],
    ...Object.fromEntries(counters),
    ...(conditions.length > 0
      ? { conditions: conditions.map((one) => `${one.type}=${one.status} ${one.reason}`) }
      : {}),
  };
}

function conditions(object: KubernetesObject): string[] {
  return ((object as Deployment).status?.conditions ?? []).map((one) => `${one.type}=${one.status} ${one.reason}`);
}

describe('a bumped Deployment', () => {
  it('writes what the real one was recorded to write, in its order', async () => {
    const { apply, change, record, time, store } = await cluster();
    apply(deployment());
    time.advance(5000);
    const events = record('Deployment', 'ReplicaSet');
    const before = store.list('ReplicaSet')[0]?.metadata.name;
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(10_000);
    expect(events.map((event) => distil(event, before))).toEqual(recorded);
  });

  it('says so in the words of the real one', async () => {
    const { apply, change, said, time, store } = await cluster();
    apply(deployment());
    time.advance(5000);
    const before = store.list('ReplicaSet')[0]?.metadata.name;
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(5000);
    const after = store.list('ReplicaSet').find((set) => set.metadata.name !== before)?.metadata.name;
    expect(said('web')).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${before} from 0 to 1`,
      `ScalingReplicaSet: Scaled up replica set ${after} from 0 to 1`,
      `ScalingReplicaSet: Scaled down replica set ${before} from 1 to 0`,
    ]);
    expect(said(before ?? '')).toEqual([
      expect.stringMatching(/^SuccessfulCreate: Created pod: web-/),
      expect.stringMatching(/^SuccessfulDelete: Deleted pod: web-/),
    ]);
  });
});

describe('how a rollout goes wrong', () => {
  it('is over the deadline when no new pod becomes ready, and the old pod goes on', async () => {
    const { apply, change, read, time } = await cluster({
      readyAfter: (pod) => (JSON.stringify(pod.spec).includes('web:v2') ? undefined : 1000),
    });
    apply(deployment({ progressDeadlineSeconds: 30 }));
    time.advance(5000);
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(25_000);
    expect(conditions(read('Deployment', 'web'))).toContain('Progressing=True ReplicaSetUpdated');
    time.advance(10_000);
    expect(conditions(read('Deployment', 'web'))).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=False ProgressDeadlineExceeded',
    ]);
    expect(read('Deployment', 'web').status).toMatchObject({
      replicas: 2,
      availableReplicas: 1,
      unavailableReplicas: 1,
    });
  });

  it('stands still while paused, and goes on when resumed', async () => {
    const { apply, change, read, store, time } = await cluster();
    apply(deployment());
    time.advance(5000);
    change('Deployment', 'web', { paused: true, template: podTemplate('v2') });
    time.advance(5000);
    expect(store.list('ReplicaSet')).toHaveLength(1);
    expect(conditions(read('Deployment', 'web'))).toContain('Progressing=Unknown DeploymentPaused');
    change('Deployment', 'web', { paused: false });
    time.advance(5000);
    expect(store.list('ReplicaSet')).toHaveLength(2);
    expect(conditions(read('Deployment', 'web'))).toContain('Progressing=True NewReplicaSetAvailable');
  });
});

describe('revisions', () => {
  it('takes the former ReplicaSet again on a rollback, under a new revision', async () => {
    const { apply, change, read, store, time } = await cluster();
    apply(deployment());
    time.advance(5000);
    const first = store.list('ReplicaSet')[0]?.metadata.name ?? '';
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(5000);
    change('Deployment', 'web', { template: podTemplate('v1') });
    time.advance(5000);
    expect(read('ReplicaSet', first)).toMatchObject({
      spec: { replicas: 1 },
      metadata: {
        annotations: {
          'deployment.kubernetes.io/revision': '3',
          'deployment.kubernetes.io/revision-history': '1',
        },
      },
    });
    expect(read('Deployment', 'web').metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '3' });
    expect(store.list('ReplicaSet')).toHaveLength(2);
  });

  it('keeps no more old ones than the limit', async () => {
    const { apply, change, store, time } = await cluster();
    apply(deployment({ revisionHistoryLimit: 2 }));
    for (const tag of ['v2', 'v3', 'v4', 'v5', 'v6']) {
      time.advance(5000);
      change('Deployment', 'web', { template: podTemplate(tag) });
    }
    time.advance(5000);
    const revisions = store
      .list('ReplicaSet')
      .map((set) => set.metadata.annotations?.['deployment.kubernetes.io/revision']);
    expect(revisions.toSorted((left = '', right = '') => Number(left) - Number(right))).toEqual(['4', '5', '6']);
  });
});

describe('Recreate', () => {
  it('starts nothing new before the last old pod is gone', async () => {
    const { apply, change, record, store, time } = await cluster({ stopAfter: 3000 });
    apply(deployment({ replicas: 3, strategy: { type: 'Recreate' } }));
    time.advance(5000);
    const events = record('Pod');
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(10_000);
    const firstNew = events.findIndex(({ type }) => type === 'ADDED');
    const lastOld = events.findLastIndex(({ type }) => type === 'DELETED');
    expect(lastOld).toBeGreaterThan(0);
    expect(firstNew).toBeGreaterThan(lastOld);
    expect(store.list('Pod')).toHaveLength(3);
  });
});

describe('scaling', () => {
  it.each([
    { replicas: 0, pods: 0 },
    { replicas: 5, pods: 5 },
  ])('goes to $replicas', async ({ replicas, pods }) => {
    const { apply, change, read, store, time } = await cluster();
    apply(deployment({ replicas: 2 }));
    time.advance(5000);
    change('Deployment', 'web', { replicas });
    time.advance(5000);
    expect(store.list('Pod')).toHaveLength(pods);
    expect(read('Deployment', 'web').status).toMatchObject({ observedGeneration: 2, terminatingReplicas: 0 });
  });

  it('to nothing together with a bump makes the ReplicaSet of the bump, empty', async () => {
    const { apply, change, read, store, time } = await cluster();
    apply(deployment());
    time.advance(5000);
    change('Deployment', 'web', { replicas: 0, template: podTemplate('v2') });
    time.advance(5000);
    expect(store.list('Pod')).toEqual([]);
    expect(store.list('ReplicaSet')).toHaveLength(2);
    expect(read('Deployment', 'web').metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '2' });
  });
});

it('finishes a rollout that was cut off after any number of steps', async () => {
  for (let steps = 0; steps < 40; steps += 3) {
    const { apply, change, store, time, stop, read } = await startCluster();
    apply(deployment({ replicas: 4 }));
    time.advance(5000);
    await stop();
    change('Deployment', 'web', { template: podTemplate('v2') });
    const first = startControllers(store, time, steps);
    await first.stop();
    const second = startControllers(store, time);
    time.advance(20_000);
    expect(conditions(read('Deployment', 'web'))).toContain('Progressing=True NewReplicaSetAvailable');
    expect(store.list('Pod').map((pod) => JSON.stringify(pod.spec).includes('web:v2'))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    await second.stop();
  }
});
