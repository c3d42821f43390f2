import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { summary, watching } from '../../../ports/contracts/cluster.ts';
import type { ClusterEvent } from '../../../ports/cluster.ts';
import { fakeKubernetesApi, type FakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { createKubernetesCluster } from './create-kubernetes-cluster.ts';

const PODS = '/api/v1/namespaces/web/pods';
const pod = (name: string, phase = 'Running', more: object = {}) => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace: 'web', ...more },
  status: { phase },
});
const open = (api: FakeKubernetesApi) =>
  createKubernetesCluster({ engine: 'test', kubeconfig: api.kubeconfig, clock: systemClock, random: () => 0.5 });
const isListed = (event: ClusterEvent) => event.type === 'listed';

describe('watch', () => {
  it('leaves out what only its writers see', async () => {
    await using api = await fakeKubernetesApi();
    const noise = {
      managedFields: [{ manager: 'x' }],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    };
    api.put(PODS, pod('a', 'Pending', noise));
    const watch = watching(open(api), 'Pod', 'web');
    await watch.until((events) => events.some(isListed));
    api.put(PODS, pod('a', 'Pending', { managedFields: [{ manager: 'y' }] }));
    api.put(PODS, pod('a', 'Running'));
    await watch.until((events) => events.length >= 3);
    await watch.stop();
    expect(watch.events.map(summary)).toEqual(['ADDED a', 'listed Pod 1', 'MODIFIED a']);
    const [first] = watch.events;
    expect(first).toMatchObject({ object: { apiVersion: 'v1', kind: 'Pod' } });
    expect(first?.type === 'watch' && Object.keys(first.object.metadata).sort()).toEqual([
      'name',
      'namespace',
      'resourceVersion',
      'uid',
    ]);
  });

  it('lists in pages, anew after 410, and tells what is gone', async () => {
    await using api = await fakeKubernetesApi();
    for (let index = 0; index < 501; index++) api.put(PODS, pod(`pod-${index}`));
    const watch = watching(open(api), 'Pod', 'web');
    await watch.until((events) => events.some(isListed));
    expect(watch.events).toHaveLength(502);
    expect(api.requests.filter((request) => request.includes('limit=500'))).toHaveLength(2);
    watch.events.length = 0;
    for (let index = 1; index < 501; index++) api.drop(PODS, `pod-${index}`);
    await watch.until((events) => events.length >= 500);
    watch.events.length = 0;
    api.breakWatches('expire');
    await watch.until((events) => events.some(isListed));
    await watch.stop();
    expect(watch.events.map(summary)).toEqual(['gap 410', 'MODIFIED pod-0', 'listed Pod 1']);
  });

  it('takes up an ended or broken watch where it was, from a bookmark too', async () => {
    await using api = await fakeKubernetesApi();
    const watch = watching(open(api), 'Pod', 'web');
    await watch.until((events) => events.some(isListed));
    for (const how of ['end', 'cut'] as const) {
      await until(() => api.requests.at(-1)?.includes('watch=true') ?? false);
      api.put('/api/v1/namespaces/other/pods', pod('elsewhere'));
      api.bookmark();
      await new Promise((resolve) => setTimeout(resolve, 50));
      api.breakWatches(how);
      await until(
        () => api.requests.filter((request) => request.includes('watch=true')).length > (how === 'end' ? 1 : 2),
      );
      api.put(PODS, pod(how));
      await watch.until((events) => events.some((event) => summary(event) === `ADDED ${how}`));
    }
    await watch.stop();
    expect(watch.events.map(summary)).toEqual(['listed Pod 0', 'ADDED end', 'ADDED cut']);
    const versions = api.requests.flatMap((request) => /resourceVersion=(\d+)/.exec(request)?.[1] ?? []);
    expect(Number(versions[1])).toBeGreaterThan(Number(versions[0]));
  });

  it('repeats a gap at each try, within 5 s of a revoked credential, until everything is listed anew', async () => {
    await using api = await fakeKubernetesApi();
    api.put(PODS, pod('a'));
    const watch = watching(open(api), 'Pod', 'web');
    await watch.until((events) => events.some(isListed));
    const since = Date.now();
    api.refuse(401);
    await watch.until((events) => events.filter((event) => event.type === 'gap').length >= 3);
    expect(Date.now() - since).toBeLessThan(6000);
    api.refuse(403);
    await watch.until((events) => events.some((event) => summary(event) === 'gap 403'));
    api.put(PODS, pod('a', 'Failed'));
    api.refuse(undefined);
    await watch.until((events) => events.filter(isListed).length === 2);
    await watch.stop();
    expect(watch.events.map(summary).filter((text) => !text.startsWith('gap'))).toEqual([
      'ADDED a',
      'listed Pod 1',
      'MODIFIED a',
      'listed Pod 1',
    ]);
    expect(watch.events.at(-2)).toMatchObject({ object: { status: { phase: 'Failed' } } });
  });

  it('names a server that is gone, and finds it again', async () => {
    await using api = await fakeKubernetesApi();
    const watch = watching(open(api), 'Pod', 'web');
    await watch.until((events) => events.some(isListed));
    await api.stop();
    await watch.until((events) => events.some((event) => summary(event) === 'gap connection refused'));
    await api.restart();
    await watch.until((events) => events.filter(isListed).length === 2);
    await watch.stop();
  });

  it('survives answers that are no answers', async () => {
    await using api = await fakeKubernetesApi();
    const bodies = ['', 'null', '[]', '{"items":[]}', '{"metadata":{},"items":{"a":1}}', '<html>'];
    api.intercept((_request, response) => {
      const body = bodies.shift();
      if (body === undefined) return false;
      response.end(body);
      return true;
    });
    const watch = watching(
      createKubernetesCluster({
        engine: 'test',
        kubeconfig: api.kubeconfig,
        clock: { ...systemClock, sleep: async () => {} },
      }),
      'Pod',
      'web',
    );
    await watch.until((events) => events.some(isListed));
    await watch.stop();
    expect(watch.events.map(summary)).toEqual([...Array.from({ length: 6 }, () => 'gap not a list'), 'listed Pod 0']);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
