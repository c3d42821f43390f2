import { describe, expect, it } from 'vitest';
import { cluster } from '../testing/start-for-test.ts';
import { NAMESPACE } from '../testing/manifests.ts';
import type { KubernetesObject } from '../../store/object-store.ts';

function pod(
  name: string,
  spec: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
): KubernetesObject {
  const containers = [{ name: 'web', image: 'web', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE }, spec: { containers, ...spec } };
}

const asking = (cpu: string): Record<string, unknown> => ({ resources: { requests: { cpu } } });

describe('the scheduler', () => {
  it('binds a pod and says where to', async () => {
    const { apply, read, store, time } = await cluster();
    apply(pod('web'));
    time.settle();
    expect(read('Pod', 'web')).toMatchObject({
      spec: { nodeName: 'sandbox' },
      status: {
        conditions: expect.arrayContaining([expect.objectContaining({ type: 'PodScheduled', status: 'True' })]),
      },
    });
    expect(store.list('Event').find(({ reason }) => reason === 'Scheduled')).toMatchObject({
      message: 'Successfully assigned default/web to sandbox',
      action: 'Binding',
      reportingComponent: 'default-scheduler',
    });
  });

  it('says so also when the kubelet writes the status at once', async () => {
    const { apply, read, store, time } = await cluster();
    store.watch('Pod', ({ object }) => {
      const { spec, status } = object as KubernetesObject & {
        spec: { nodeName?: string };
        status?: { message?: string };
      };
      if (spec.nodeName !== undefined && status?.message === undefined)
        store.updateStatus({ ...object, status: { ...status, message: 'taken' } });
    });
    apply(pod('web'));
    time.settle();
    expect(read('Pod', 'web').status).toMatchObject({
      message: 'taken',
      conditions: expect.arrayContaining([expect.objectContaining({ type: 'PodScheduled', status: 'True' })]),
    });
    expect(store.list('Event').map(({ reason }) => reason)).toContain('Scheduled');
  });

  const none = '0/1 nodes are available';
  it.each([
    {
      why: 'more than the node has',
      object: pod('web', {}, asking('3')),
      message: `${none}: 1 Insufficient cpu. no new claims to deallocate, preemption: ${none}: 1 Preemption is not helpful for scheduling.`,
    },
    {
      why: 'a label that the node lacks',
      object: pod('web', { nodeSelector: { disk: 'ssd' } }),
      message: `${none}: 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: ${none}: 1 Preemption is not helpful for scheduling.`,
    },
  ])('refuses a pod that asks for $why', async ({ object, message }) => {
    const { apply, read, said, time } = await cluster();
    apply(object);
    time.settle();
    const conditions = [
      expect.objectContaining({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }),
    ];
    expect(read('Pod', 'web').status).toMatchObject({ phase: 'Pending', conditions });
    expect(said('web')).toEqual([`FailedScheduling: ${message}`]);
  });

  it('takes a waiting pod when another leaves', async () => {
    const { apply, read, store, time } = await cluster();
    apply(pod('first', {}, asking('1500m')));
    time.advance(100);
    apply(pod('second', {}, asking('1500m')));
    time.advance(100);
    expect(read('Pod', 'second').spec).not.toHaveProperty('nodeName');
    store.remove('Pod', NAMESPACE, 'first');
    time.advance(1000);
    expect(read('Pod', 'second').spec).toHaveProperty('nodeName', 'sandbox');
  });
});
